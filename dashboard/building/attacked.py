"""A release tried before it is stored: attacked, and mended where the attacker wins."""

from collections.abc import Sequence
from typing import Any

from dashboard.audit import audit
from dashboard.disclosure.mended import mended
from dashboard.stores.released import Released, seal
from dashboard.stores.settings import Settings

MENDINGS = 3
"""How often what the attacker won is withheld before the release is given up."""


def attacked(
    released: Released, before: Sequence[Released], settings: Settings
) -> tuple[Released, dict[str, Any]]:
    """The release that the attacker wins nothing from, and what its attacks came to, for the manifest.

    It is tried alone and beside all that were served `before`. `mended` in the answer says how many rounds
    took something away; a release that is won from after the last of them is answered with its wins.
    """
    for rounds in range(MENDINGS + 1):
        result = audit(released, before, k_internal=settings.k_internal, k_public=settings.k_public)
        if result.passed or rounds == MENDINGS:
            break
        released = seal(mended(released.cells, result.wins))
    return released, {**result.as_dict(), "mended": rounds}
