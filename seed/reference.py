"""What every case database names beside its families: areas, steps, instruments and the delivery."""

from datetime import datetime
from typing import Any

from seed.intake import AREA_A, AREA_B, GELLERUP, STARTED
from seed.months import AS_OF

Row = dict[str, Any]

# Number, name and what the step means, in Danish and English: working titles.
_STEPS = (
    (
        "Kontakt",
        "Contact",
        "Familien og teamet lærer hinanden at kende",
        "The family and the team get to know each other",
    ),
    (
        "Tillid",
        "Trust",
        "Familien fortæller åbent, hvordan den har det",
        "The family speaks openly about how it is",
    ),
    (
        "Håb og ønsker",
        "Hopes and wishes",
        "Familien siger, hvad den gerne vil nå",
        "The family says what it would like to reach",
    ),
    ("Fælles plan", "A common plan", "Én plan for hele familien", "One plan for the whole family"),
    (
        "Første job",
        "A first job",
        "Den første deltidstilknytning til arbejde",
        "The first part-time tie to work",
    ),
    (
        "Stabilisering",
        "Stability",
        "Job, skole og hverdag kommer til at hænge sammen",
        "Job, school and daily life fit together",
    ),
    (
        "Egne ben",
        "On its own feet",
        "Familien klarer sig med støtte på afstand",
        "The family manages with support at a distance",
    ),
)

# Id, names, scale from and to, whether higher is better, and the smallest change that matters.
_INSTRUMENTS = (
    ("trivsel10", "Personalets vurdering 0–10", "Staff rating 0–10", 0, 10, True, 1),
    ("who5", "WHO-5 Trivselsindeks", "WHO-5 Well-Being Index", 0, 100, True, 10),
    ("sdq", "SDQ, samlet belastning", "SDQ total difficulties", 0, 40, False, 3),
    ("hverdag5", "Hverdagsskala 1–5", "Everyday scale 1–5", 1, 5, True, 1),
)


def areas() -> list[Row]:
    """The origin area, and two more under working titles."""
    names = {
        GELLERUP: ("Gellerup", "Gellerup"),
        AREA_A: ("Udvidelsesområde A", "Expansion area A"),
        AREA_B: ("Udvidelsesområde B", "Expansion area B"),
    }
    return [
        {
            "area_id": area_id,
            "name_da": name_da,
            "name_en": name_en,
            "started_on": STARTED[area_id],
            "is_origin": area_id == GELLERUP,
            "provisional": area_id != GELLERUP,
            "sort": sort,
        }
        for sort, (area_id, (name_da, name_en)) in enumerate(names.items(), start=1)
    ]


def steps() -> list[Row]:
    """The seven steps; their names are not public, so these are provisional."""
    columns = ("name_da", "name_en", "description_da", "description_en")
    return [
        {"step_no": number, **dict(zip(columns, words, strict=True)), "provisional": True}
        for number, words in enumerate(_STEPS, start=1)
    ]


def instruments() -> list[Row]:
    """The scales of well-being."""
    columns = (
        "instrument_id",
        "name_da",
        "name_en",
        "scale_min",
        "scale_max",
        "higher_is_better",
        "relevant_change",
    )
    return [dict(zip(columns, values, strict=True)) for values in _INSTRUMENTS]


def delivery() -> list[Row]:
    """The one delivery."""
    return [
        {
            "delivery_id": "syntetisk-2026-09",
            "delivered_at": datetime(2026, 10, 5, 8, 0),
            "source": "Syntetiske data: opdigtede familier",
            "as_of": AS_OF,
            "note": "Ingen virkelig familie, person eller medarbejder ligger bag nogen række.",
        }
    ]
