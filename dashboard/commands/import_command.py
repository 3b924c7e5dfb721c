"""The command `staircase import`: check a delivery, say everything that is wrong, and store it or nothing."""

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path

from dashboard import console
from dashboard.commands import import_report
from dashboard.console import say
from dashboard.stores import by_command
from dashboard.stores.logbook import Did
from dashboard.stores.settings import Settings, settings
from dashboard.text import Text
from dashboard.text.numbers import number
from seed.delivery import Checked, checked
from seed.delivery.loading import Standing, refusal, standing, store
from seed.delivery.problems import together
from seed.delivery.pseudonyms import KeyTooShortError, pseudonymised, read_key

REPORT = "import-report.csv"


class DeliveryError(Exception):
    """A delivery is refused, or a command about deliveries can't be carried out; the message says why."""


def carry_out(chosen: argparse.Namespace) -> None:
    """Check, report, and store unless only a check was asked for; raises DeliveryError if it is refused."""
    present, text = settings(), Text(chosen.lang)
    key = key_in(chosen.pseudonymise, text)
    if present.is_demo and not chosen.check:
        say(text("delivery.demo"))
    progress = Progress(text)
    delivery = checked(chosen.place, progress)
    if key and not delivery.is_refused:
        delivery = pseudonymised(delivery, key)
    stood = None if delivery.is_refused else _store(present, delivery, chosen, progress)
    if stood in (Standing.ID_REUSED, Standing.OLDER):
        problems = together([delivery.problems, refusal(stood, delivery)])
        delivery = replace(delivery, problems=problems)
    _report(present, delivery, chosen.report, text)
    if delivery.is_refused:
        raise DeliveryError(text("delivery.refused", delivery=delivery.name))
    told = "accepted" if chosen.check and stood is Standing.NEW else str(stood)
    rows = number(sum(table.height for table in delivery.tables.values()), text)
    print(text(f"delivery.{told}", delivery=delivery.name, rows=rows))


def key_in(file: Path | None, text: Text) -> bytes | None:
    """The key for pseudonyms; raises DeliveryError where it is too short to be one."""
    if file is None:
        return None
    try:
        return read_key(file)
    except KeyTooShortError:
        raise DeliveryError(text("delivery.key", file=str(file))) from None


class Progress:
    """How far the import has come: a line for each part, and how much of it where somebody is looking."""

    def __init__(self, text: Text) -> None:
        self._text, self._doing = text, ""

    def __call__(self, doing: str, done: int, of: int, what: str) -> None:
        if doing != self._doing:
            self._doing = doing
            say(f"{self._text(f'delivery.{doing}')} …")
        console.progress(done, of, what)


def _store(present: Settings, delivery: Checked, chosen: argparse.Namespace, tell: Progress) -> Standing:
    if chosen.check:
        return standing(present.case_database_url, delivery, also_older=chosen.older)
    written = partial(by_command.done, Did.IMPORTED, delivery=delivery.name)
    return store(present.case_database_url, delivery, also_older=chosen.older, tell=tell, witness=written)


def _report(present: Settings, delivery: Checked, file: Path | None, text: Text) -> None:
    file = file or present.data_folder / REPORT
    file.parent.mkdir(parents=True, exist_ok=True)
    report = import_report.of(delivery, text)
    report.write_csv(file)
    for line in import_report.lines(report, text):
        print(line)
    counts = {f"{kind}s": number(report.filter(severity=kind).height, text) for kind in ("error", "warning")}
    print(text("delivery.counts", **{**counts, "file": str(file)}))
