"""The council briefing that is there from the start, in both languages: a part a line, to be added to.

Its words stand in da.toml and en.toml under `council.part`: heading, text, notes.
"""

from dashboard.council.briefing import APART, STAFF_RATING, TOTAL, Briefing, Chart, Part, Words
from dashboard.text import LANGUAGES, Text

COUNCIL = "council"
"""The ready-made briefing's name in addresses. It always shows the served release; a copy is frozen."""

SCALE = "instrument|dimension|respondent"

PARTS: tuple[Part, ...] = (
    Part("programme"),
    Part("families", Chart.LINES, ("caseload.active",), ("day", "month"), latest=12),
    Part("people", Chart.BARS, ("caseload.persons_active",), ("day",), by="role", area=TOTAL),
    Part("stairs", Chart.STAIRS, ("steps.current",), ("day",), by="step", area=APART),
    Part("pace", Chart.BARS, ("steps.median_months",), ("day",), by="step", area=TOTAL, about="4"),
    Part(
        "wellbeing",
        Chart.CHANGE,
        ("wellbeing.baseline_mean", "wellbeing.followup_mean"),
        ("day",),
        by=SCALE,
        category=STAFF_RATING,
        says="wellbeing.change_mean",
    ),
    Part(
        "school",
        Chart.CHANGE,
        ("absence.before", "absence.after"),
        ("day",),
        says="absence.change_pp",
    ),
    Part(
        "school_years",
        Chart.LINES,
        ("absence.stil_pct",),
        ("school_year",),
        marks=("series_break", "disturbance"),
        unmarked="reform",
    ),
    Part(
        "work",
        Chart.LINES,
        ("employment.in_education_or_employment",),
        ("day", "month"),
        latest=12,
        marks=("series_break",),
        unmarked="registrering",
    ),
    Part("status", Chart.SHARES, ("employment.status_share",), ("day",), by="status"),
    Part(
        "money",
        Chart.LINES,
        ("savings.before_cost", "savings.programme_cost", "savings.net"),
        ("to_date",),
        area=TOTAL,
        latest=12,
        says="savings.net",
    ),
    Part("per_family", Chart.BARS, ("savings.per_family_year",), ("to_date",)),
    Part(
        "new_areas",
        Chart.BARS,
        ("steps.cuminc",),
        ("months_since_joining",),
        by="step",
        category="4",
        period="m12",
    ),
    Part("unknown"),
)


def council_briefing(release_id: str) -> Briefing:
    """The ready-made briefing, of one release."""
    parts = tuple(_worded(part) for part in PARTS)
    return Briefing(COUNCIL, _words("council.title"), release_id, parts)


def _worded(part: Part) -> Part:
    heading, text, notes = (
        _words(f"council.part.{part.key}.{piece}") for piece in ("heading", "text", "notes")
    )
    return Part(**{**part.__dict__, "heading": heading, "text": text, "notes": notes})


def _words(key: str) -> Words:
    """What both languages say; a part without text of its own has none."""
    every = {language: Text(language) for language in LANGUAGES}
    return {language: text(key) for language, text in every.items() if key in text}
