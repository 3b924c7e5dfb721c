"""The options of each command, as `--help` tells them."""

import argparse
from pathlib import Path
from typing import Literal, get_args

from dashboard.text import LANGUAGES

Format = Literal["csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
REPORTS = ("html", "pdf", "pptx", "xlsx", "csv")


def seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--if-empty", action="store_true", help="do nothing where there are families already")


def delivery(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", type=Path, metavar="FOLDER_OR_FILE", help="CSV, Parquet or XLSX files")
    parser.add_argument("--check", action="store_true", help="only check: nothing is stored")
    parser.add_argument("--older", action="store_true", help="also one older than the stored delivery")
    parser.add_argument("--report", type=Path, metavar="FILE", help="default: in the data folder")
    _key(parser, "replace ids by hashes under this key before anything is stored")
    _language(parser)


def template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write: a new folder")
    _language(parser)


def forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("family_id", metavar="FAMILY_ID", help="the family's id in the deliveries")
    _key(parser, "the key the deliveries were imported with")
    _language(parser)


def _key(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--pseudonymise", type=Path, metavar="KEYFILE", help=what)


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="of what is said (default: %(default)s)"
    )


def release(parser: argparse.ArgumentParser) -> None:
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--preview", action="store_true", help="say what the waiting release would change")
    instead.add_argument("--approve", action="store_true", help="have the waiting release served")


def audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "release", nargs="?", help="a release's id (default: the waiting one, else the served)"
    )
    parser.add_argument("--report", action="store_true", help="say how much is shown, too")
    parser.add_argument("--json", action="store_true", help="write the result for programs")


def figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: by the file's ending, else csv")
    parser.add_argument(
        "--level",
        choices=("public", "internal"),
        default="public",
        help="public may be passed on; internal (small numbers) is for the operator (default: public)",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write (default: the console)")


def report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--briefing", default="council", help="its name in addresses (default: council)")
    parser.add_argument("--format", choices=REPORTS, help="default: by the file's ending, else pdf")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="default: %(default)s")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: a name of its own, here")
