"""The names that stand in the release, in the reader's language: areas, steps, instruments."""

from dashboard.kept import kept
from dashboard.served import Served, served_release
from dashboard.text import Labels, Text


def labels(text: Text) -> Labels:
    """Names of the served release; areas and steps in their one fixed order."""
    return labels_of(served_release(), text)


@kept(8)
def labels_of(release: Served, text: Text) -> Labels:
    """Names as they stood in one release."""
    context, name = release.context, f"name_{text.language}"
    return Labels(
        areas={row["area_id"]: row[name] for row in sorted(context["area"], key=lambda row: row["sort"])},
        steps={
            str(row["step_no"]): row[name] for row in sorted(context["step"], key=lambda row: row["step_no"])
        },
        instruments={row["instrument_id"]: row[name] for row in context["instrument"]},
    )
