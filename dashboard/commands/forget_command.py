"""The command `staircase forget`: a family out of the case database, and how much went, never what.

The logbook says that a family was forgotten, and not which.
"""

import argparse
from functools import partial

from dashboard.commands.import_command import REPORT, DeliveryError, key_in
from dashboard.stores import by_command
from dashboard.stores.logbook import Did
from dashboard.stores.settings import settings
from dashboard.text import Text
from dashboard.text.numbers import number
from seed.delivery.forgetting import forget
from seed.delivery.pseudonyms import pseudonym


def carry_out(chosen: argparse.Namespace) -> None:
    """Erase the family; raises DeliveryError where there is none by that id."""
    present, text = settings(), Text(chosen.lang)
    key = key_in(chosen.pseudonymise, text)
    family = pseudonym("family_id", chosen.family_id, key) if key else chosen.family_id
    gone = forget(present.case_database_url, family, partial(by_command.done, Did.FORGOT))
    if not gone:
        raise DeliveryError(text("delivery.no_family"))
    (present.data_folder / REPORT).unlink(missing_ok=True)  # it tells of single rows, the family's too
    for table, rows in sorted(gone.items()):
        print(f"{table:<20}{number(rows, text):>8}")
    print(text("delivery.forgotten", rows=number(sum(gone.values()), text), tables=number(len(gone), text)))
