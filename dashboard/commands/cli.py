"""The command `staircase`: fill the case database, build a release, write the figures, serve the pages.

What a command needs is imported when it runs, so that `--help` and a mistyped option answer at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from dashboard.commands import cli_options as options
from dashboard.console import say, unheard
from dashboard.stores.settings import Settings, SettingsError, settings

INTERRUPTED = 130  # what a shell expects of a program stopped by Ctrl-C


class CommandError(Exception):
    """A command can't be carried out; the message says why and what helps."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; answers the exit status. A foreseen failure is a sentence, never a traceback."""
    chosen = _parser().parse_args(arguments)
    try:
        status: int | None = chosen.command(chosen)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `staircase figures | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not isinstance(error, _foreseen()):
            raise
        print(f"staircase: {error}", file=sys.stderr)
        return 1
    return status or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="staircase",
        description="The dashboard of Staircase to Staircase (Opgang til Opgang).",
        epilog="Settings: DATABASE_URL and STAIRCASE_* in the environment; docs/operations.md lists them.",
    )
    parser.add_argument("--version", action="version", version=version("staircase-dashboard"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, carried_out: Callable[[argparse.Namespace], int | None], does: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        added.set_defaults(command=carried_out)
        return added

    run = command("run", _run, "fill and release what is missing, then serve the pages on this machine")
    run.add_argument("--port", type=int, help="the port to serve on (default: STAIRCASE_PORT, or 8501)")
    options.seed(command("seed", _seed, "fill an empty case database with synthetic families"))
    options.delivery(command("import", _import, "check a delivery and put it in the case database's place"))
    options.template(command("template", _template, "write an empty delivery with its columns explained"))
    options.forget(command("forget", _forget, "erase a family from the case database"))
    command("upgrade", _upgrade, "bring the case database to the newest schema")
    options.release(
        command("release", _release, "decide anew, from the present case database, what may be shown")
    )
    options.audit(command("audit", _audit, "attack a release as a reader could"))
    options.figures(command("figures", _figures, "write every released cell, one row each"))
    options.report(command("report", _report, "make a briefing into a file for the council"))
    _add_users_commands(command("users", _users, "say who may sign in, outside the demo"))
    return parser


def _add_users_commands(users: argparse.ArgumentParser) -> None:
    from dashboard.stores.viewer import Role

    whats = users.add_subparsers(required=True, metavar="WHAT", dest="what")
    does = {
        "add": "make an account and print its password once",
        "disable": "sign somebody out and let them in no more",
        "enable": "let somebody in again",
        "reset": "give somebody a new password, printed once, and end their sessions",
    }
    added = {what: whats.add_parser(what, help=words) for what, words in does.items()}
    for each in added.values():
        each.add_argument("name", help="the user name")
    added["add"].add_argument("--role", choices=[role.value for role in Role], required=True)
    added["add"].add_argument("--area", action="append", help="an area manager's area; may be repeated")
    whats.add_parser("list", help="everybody, with role, areas and whether they may sign in")
    whats.add_parser("groups", help="which group of the provider's gives which role and areas")


def _run(chosen: argparse.Namespace) -> None:
    from dashboard.running import serving, start
    from dashboard.stores.accounts import check_accounts

    present = settings()
    start.check(present)
    check_accounts(present)
    port = chosen.port or present.port
    if serving.is_taken(present.listen, port):
        raise CommandError(f"Port {port} is taken. Choose another with --port or STAIRCASE_PORT.")
    start.with_what_there_is(present, _bring_up_to_date)
    start.check_areas(present)
    print(welcome(present.model_copy(update={"port": port})), flush=True)
    serving.serve(present, port)


def _seed(chosen: argparse.Namespace) -> None:
    present = settings()
    if _is_filled(present.case_database_url):
        if chosen.if_empty:
            return
        raise CommandError("The case database holds families already: nothing was written.")
    _fill(present)


def _import(chosen: argparse.Namespace) -> None:
    from dashboard.commands import import_command

    import_command.carry_out(chosen)


def _template(chosen: argparse.Namespace) -> None:
    from dashboard.commands import template_command

    template_command.carry_out(chosen)


def _forget(chosen: argparse.Namespace) -> None:
    from dashboard.commands import forget_command

    forget_command.carry_out(chosen)


def _upgrade(chosen: argparse.Namespace) -> None:
    from data_access import upgrade

    say(f"The case database has schema version {upgrade(settings().case_database_url)}.")


def _release(chosen: argparse.Namespace) -> int:
    from dashboard.commands import release_command

    return release_command.carry_out(chosen)


def _audit(chosen: argparse.Namespace) -> int:
    from dashboard.commands import audit_command

    return audit_command.carry_out(chosen)


def _figures(chosen: argparse.Namespace) -> None:
    from dashboard.building.figures_file import write_figures
    from dashboard.stores import by_command
    from dashboard.stores.logbook import Did
    from dashboard.stores.viewer import Level

    form: options.Format = chosen.format or _format_of(chosen.output)
    if chosen.output is None and form == "parquet" and sys.stdout.isatty():
        raise CommandError("Parquet is not for reading on a console: name a file with --output.")
    present, level = settings(), Level(chosen.level)
    _bring_up_to_date(present)
    if level is Level.INTERNAL:
        say("Internal figures hold small numbers: they are not to be passed on.")
    by_command.done(Did.EXPORTED, level, format=form)
    write_figures(present, chosen.output or sys.stdout.buffer, form, level)


def _report(chosen: argparse.Namespace) -> None:
    from dashboard.commands import report_command

    _bring_up_to_date(settings())
    report_command.carry_out(chosen)


def _users(chosen: argparse.Namespace) -> None:
    with unheard():
        from dashboard.commands import users

    users.carry_out(chosen)


def _format_of(file: Path | None) -> options.Format:
    ending = file.suffix.lower() if file else ""
    return next((form for form in options.FORMATS if ending == f".{form}"), "csv")


def _bring_up_to_date(present: Settings) -> None:
    """Fill the demo's database if it is empty; build the release if data, code or settings are new."""
    from dashboard.commands import release_command

    if present.is_demo and not _is_filled(present.case_database_url):
        _fill(present)
    release_command.bring_up_to_date(present)


def _is_filled(url: str) -> bool:
    """Whether the database holds a delivery. A SQLite file that isn't there yet holds none."""
    import sqlalchemy as sa

    from data_access import CaseDatabaseError, read_only_engine

    try:
        engine = read_only_engine(url)
    except CaseDatabaseError:
        return False
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        return (
            "delivery" in tables and connection.execute(sa.text("SELECT 1 FROM delivery")).first() is not None
        )


def _fill(present: Settings) -> None:
    import seed

    if not present.is_demo:
        raise CommandError("Synthetic families are for the demo only: STAIRCASE_SETTING is not demo.")
    say("Filling the case database with synthetic families …")
    seed.write(present.case_database_url)


def welcome(present: Settings) -> str:
    lines = [f"The dashboard opens at {present.reached_at} (Ctrl-C stops it)."]
    if present.is_demo:
        from dashboard.stores.accounts import demo_users
        from dashboard.stores.served import served_areas

        lines += ["Synthetic data. Sign in as one of:", "", f"    {'user':<24}{'password':<24}role"]
        lines += [
            f"    {user.username:<24}{user.password:<24}{user.role}" for user in demo_users(served_areas())
        ]
    if present.has_provider:
        lines += ["", f"Sign-in at {present.oidc_issuer} gives, by STAIRCASE_OIDC_GROUPS:", ""]
        lines += [f"    {line}" for line in present.groups.lines()]
    return "\n".join([*lines, ""])


def _foreseen() -> tuple[type[Exception], ...]:
    """Failures whose message is written for whoever types the command."""
    from sqlalchemy.exc import DBAPIError

    from dashboard.commands.import_command import DeliveryError
    from dashboard.council.exports import ExportError
    from dashboard.stores.accounts import AccountError
    from dashboard.stores.approval import ApprovalError
    from dashboard.stores.lock import Taken
    from dashboard.stores.logbook import LogbookError
    from dashboard.stores.served import NoRelease
    from data_access import CaseDatabaseError

    of_releases = ApprovalError, DeliveryError, ExportError, LogbookError, NoRelease, Taken
    return CommandError, AccountError, SettingsError, CaseDatabaseError, DBAPIError, OSError, *of_releases
