"""What others have published: the programme's figures, quoted, the nation's absence, and events to mark."""

from dataclasses import dataclass
from datetime import date

from data_access.codes import Comparison, EventKind
from seed.intake import AREA_A, AREA_B, GELLERUP, STARTED
from seed.months import ANCHOR, REFORM


@dataclass(frozen=True)
class Figure:
    """A published figure in its own words; a language the source doesn't have stays empty."""

    figure_id: str
    indicator: str
    wording_da: str | None
    wording_en: str | None
    value: float
    unit: str
    comparison: Comparison
    source: str
    published_on: date
    cohort: str = "project"
    as_of: date = ANCHOR


@dataclass(frozen=True)
class Reference:
    """A value of a published series."""

    series: str
    period: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True)
class Event:
    """What explains a turn in a curve."""

    event_id: str
    area_id: str | None
    starts_on: date
    ends_on: date | None
    kind: EventKind
    text_da: str
    text_en: str


_EQ, _GE, _LE, _APPROX = Comparison.EQUAL, Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.APPROXIMATELY

_LEAFLET = "Leaflet “Introducing Staircase to Staircase” [2024?]"
_LEAFLET_ON = date(2024, 1, 1)
_SUS = "SUS, https://sus.dk/nyhed/opgang-til-opgang-viser-vejen/"
_GELLERUP_NU = (
    "gellerup.nu, https://gellerup.nu/2023/08/21/opgang-til-opgang-viser-nye-veje-til-trivsel-og-jobs/"
)
_RESULTS_ON = date(2023, 8, 21)
_SUS_MAY = "SUS, https://sus.dk/nyhed/hjaelp-til-hele-familien-er-godt-for-fremtiden/"
_SUS_MAY_ON = date(2023, 5, 23)
_SUS_PROJECT = "SUS, https://sus.dk/projekt/opgang-til-opgang-ny-beskaeftigelsesindsats-i-aarhus/ [2023?]"

_WORK, _OF_THOSE = "employment.in_education_or_employment", "employment.part_or_flex_of_those"


def _leaflet(
    key: str, indicator: str, wording: str, value: float, unit: str, comparison: Comparison = _EQ
) -> Figure:
    return Figure(f"leaflet_{key}", indicator, None, wording, value, unit, comparison, _LEAFLET, _LEAFLET_ON)


FIGURES = (
    Figure(
        "sus_adults",
        "caseload.persons_joined:parent",
        "97 voksne og 188 børn",
        None,
        97,
        "persons",
        _EQ,
        _SUS_MAY,
        _SUS_MAY_ON,
    ),
    Figure(
        "sus_children_derived",
        "caseload.persons_joined:young+child",
        "i alt 288 børn, unge og voksne",
        None,
        191,
        "persons",
        _EQ,
        f"{_SUS_PROJECT}; 288 − 97",
        _SUS_MAY_ON,
    ),
    Figure(
        "sus_children",
        "caseload.persons_joined:young+child",
        "97 voksne og 188 børn",
        None,
        188,
        "persons",
        _EQ,
        _SUS_MAY,
        _SUS_MAY_ON,
    ),
    _leaflet(
        "work", _WORK, "52% of the parents are currently in education or employment", 52, "pct", _APPROX
    ),
    Figure("gellerup_nu_work", _WORK, "over halvdelen", None, 50, "pct", _GE, _GELLERUP_NU, _RESULTS_ON),
    _leaflet(
        "part_or_flex",
        _OF_THOSE,
        "of which 2 out of 3 are in part time jobs/flex jobs",
        67,
        "pct",
        _APPROX,
    ),
    Figure(
        "sus_flex",
        f"{_OF_THOSE}:flexjob",
        "heraf er to ud af tre i fleksjob",
        None,
        67,
        "pct",
        _APPROX,
        _SUS,
        _RESULTS_ON,
    ),
    _leaflet(
        "pension",
        "employment.status_share:pension",
        "21% of the parents have, after many years in the social assistance system, been clarified for early "
        "retirement pension",
        21,
        "pct",
        _APPROX,
    ),
    _leaflet(
        "years",
        "employment.years_without_work",
        "The parents had, on average, been unemployed for 9 years before the project started",
        9,
        "years",
        _APPROX,
    ),
    _leaflet(
        "wellbeing",
        "wellbeing.relative_pct:trivsel10|samlet|staff",
        "The staff assesses that the overall well-being of the families has increased by 20%",
        20,
        "pct",
        _APPROX,
    ),
    _leaflet(
        "absence",
        "absence.change_pct",
        "The children’s school absenteeism has decreased by almost 25%",
        -25,
        "pct",
        _APPROX,
    ),
    Figure(
        "gellerup_nu_absence",
        "absence.change_pct",
        "faldet med mere end 25 procent",
        None,
        -25,
        "pct",
        _LE,
        _GELLERUP_NU,
        _RESULTS_ON,
    ),
    _leaflet(
        "youth_jobs",
        "employment.youth_job_change_pct",
        "The employment of young people in part-time jobs has increased by 66%",
        66,
        "pct",
        _APPROX,
    ),
    _leaflet(
        "per_family_year",
        "savings.per_family_year:social",
        "The municipality saves an average of over 100,000 DKK per family per year in the social sector",
        100_000,
        "dkk",
        _GE,
    ),
    _leaflet(
        "total",
        "savings.before_cost",
        "Over a four-year period, Staircase to Staircase is estimated to have resulted in total savings of "
        "at least 15 million DKK in the social and employment sector for the 62 families",
        15_000_000,
        "dkk",
        _GE,
    ),
    Figure(
        "gellerup_nu_per_family",
        "savings.before_cost:per_family",
        "i alt 250.000 kroner per familie i den fireårige projektperiode",
        None,
        250_000,
        "dkk",
        _APPROX,
        _GELLERUP_NU,
        _RESULTS_ON,
    ),
)

_UVM = "Undervisningsministeriet, https://www.uvm.dk/statistik/grundskolen/elever/elevfravaer (7.11.2018)"
_UNI_C = (
    "Uni-C, https://www.uni-c.dk/aktuelt/nyheder/uvm/2023/nov/"
    "231109-nye-tal-elevfravaer-i-folkeskolen-er-faldet"
)
_UPDAY = (
    "https://upday.com/dk/mere-end-hver-femte-elev-misser-store-dele-af-undervisningen "
    "(110.966 af 513.857 elever)"
)

REFERENCES = (
    Reference("folkeskole_fravaer", "2014/15", 5.3, "pct", f"{_UVM}: 0,6 procentpoint under 2017/18"),
    Reference("folkeskole_fravaer", "2017/18", 5.9, "pct", _UVM),
    Reference("folkeskole_fravaer", "2021/22", 8.0, "pct", _UNI_C),
    Reference("folkeskole_fravaer", "2022/23", 7.0, "pct", _UNI_C),
    Reference("folkeskole_hoejt_fravaer", "2014/15", 13.1, "pct", _UVM),
    Reference("folkeskole_hoejt_fravaer", "2017/18", 14.7, "pct", _UVM),
    Reference("folkeskole_hoejt_fravaer", "2021/22", 26.0, "pct", _UNI_C),
    Reference("folkeskole_hoejt_fravaer", "2022/23", 20.0, "pct", _UNI_C),
    Reference("folkeskole_hoejt_fravaer", "2023/24", 21.6, "pct", _UPDAY),
)
"""The folkeskole's mean absence, and its share of pupils over 10 %, as far as found: gaps stay gaps."""

EVENTS = (
    Event(
        "registrering_2020",
        None,
        date(2011, 8, 1),
        date(2019, 12, 31),
        EventKind.DISTURBANCE,
        "Fravær blev ikke registreret ens før 1. januar 2020; tallene kan ikke sammenlignes helt med senere",
        "School absence was not registered uniformly before 1 January 2020; not fully comparable with later",
    ),
    Event(
        "covid",
        None,
        date(2020, 3, 11),
        date(2022, 2, 28),
        EventKind.DISTURBANCE,
        "Covid-19: skoler lukket i perioder; registrering og fravær er påvirket",
        "COVID-19: schools closed at times; registration and absence are affected",
    ),
    Event(
        "reform_2025",
        None,
        REFORM,
        None,
        EventKind.SERIES_BREAK,
        "Nyt kontanthjælpssystem: tre ydelser er blevet til én kontanthjælp med nye satser",
        "New cash benefit system: three benefits have become one, with new rates",
    ),
    Event(
        "bevilling_slut",
        GELLERUP,
        date(2023, 7, 1),
        None,
        EventKind.EVENT,
        "Fondens bevilling er udløbet; indsatsen fortsætter som permanent kommunal indsats",
        "The fund’s grant has ended; the programme goes on as a permanent municipal one",
    ),
    *(
        Event(
            f"start_{area_id}",
            area_id,
            STARTED[area_id],
            None,
            EventKind.EVENT,
            "Teamet begynder i området",
            "The team begins in the area",
        )
        for area_id in (GELLERUP, AREA_A, AREA_B)
    ),
)
