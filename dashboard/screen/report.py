"""The way to say that a figure looks wrong: a letter to the one who can look into it, with what they need."""

from collections.abc import Sequence
from urllib.parse import quote

from dashboard.screen.filters import address
from dashboard.stores.released import Released
from dashboard.stores.served import served_release
from dashboard.stores.settings import settings
from dashboard.text import Text


def letter(figures: Sequence[Released], text: Text) -> str:
    """A mailto link about figures on the screen; "" where no contact is set.

    It holds the figures' keys, the id of the release and the address of the view: no number, and nothing of
    the reader.
    """
    contact = settings().contact
    if not contact:
        return ""
    keys = dict.fromkeys(f"{one.subject}.{one.measure}" for one in figures)
    subject = text("show.report_subject", title=text(f"{next(iter(keys))}.title"))
    body = text(
        "show.report_body",
        figures=", ".join(keys),
        release=str(served_release().manifest["release_id"]),
        address=address(),
    )
    return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}"
