"""The command `staircase report`: a briefing as a file, whole or not there."""

import argparse
from pathlib import Path

from dashboard.console import progress, say
from dashboard.council.exports import FORMATS, ExportError, file_name, made, write
from dashboard.council.kept import briefings
from dashboard.stores import by_command
from dashboard.stores.logbook import Did
from dashboard.stores.viewer import Level
from dashboard.text import Text


def carry_out(chosen: argparse.Namespace) -> None:
    """Make one file and say where it stands."""
    briefing = briefings().of(chosen.briefing)
    if briefing is None:
        known = ", ".join(each.identity for each in briefings().every())
        raise ExportError(f"There is no briefing {chosen.briefing!r}. There are: {known}.")
    ending = chosen.format or _ending_of(chosen.output)
    text = Text(chosen.lang)
    file = chosen.output or Path(file_name(briefing, ending, chosen.lang))
    content = made(briefing, ending, text, progress)
    by_command.done(Did.EXPORTED, Level.PUBLIC, briefing=briefing.identity, format=ending)
    write(content, file)
    say(f"The file stands in {file}.")


def _ending_of(file: Path | None) -> str:
    ending = file.suffix.lower().lstrip(".") if file else ""
    return ending if ending in FORMATS else "pdf"
