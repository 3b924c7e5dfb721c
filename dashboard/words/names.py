"""The names that stand in the release, in the reader's language: areas, steps, instruments."""

from dashboard.stores.kept import kept
from dashboard.stores.served import Served, served_release
from dashboard.text import Labels, Text


def labels(text: Text) -> Labels:
    """Names of the served release; areas and steps in their one fixed order."""
    return labels_of(served_release(), text)


@kept(8)
def labels_of(release: Served, text: Text) -> Labels:
    """Names as they stood in one release."""
    context = release.context
    areas = sorted(context["area"], key=lambda row: row["sort"])
    steps = sorted(context["step"], key=lambda row: row["step_no"])
    return Labels(
        areas={row["area_id"]: text.of_row(row, "name") for row in areas},
        steps={str(row["step_no"]): text.of_row(row, "name") for row in steps},
        instruments={row["instrument_id"]: text.of_row(row, "name") for row in context["instrument"]},
    )
