"""The stories as rows, and the rows into a database in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from data_access import tables
from data_access.engine import writing_engine
from data_access.schema import upgrade
from seed import economy, journeys, programme, published, reference, school, wellbeing, work, youth
from seed.family import Story
from seed.population import Offer, offers, stories
from seed.prices import NET_PRICE_INDEX
from seed.staff import DEPARTMENTS, contacts, employees
from seed.status import CODES, Spell

Row = dict[str, Any]

_FAMILY = ("family_id", "area_id", "offered_on", "joined_on", "ended_on", "ended_reason", "household")


def write(url: str) -> None:
    """Fill the case database at `url` with the synthetic families, replacing what it holds.

    The schema is brought up to date first. One transaction: a reader sees the old rows or the new ones.
    """
    upgrade(url)
    filled = rows()
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            ordered = tables.CaseTable.metadata.sorted_tables
            for table in reversed(ordered):
                connection.execute(table.delete())
            for table in (table for table in ordered if table.name in filled):
                connection.execute(table.insert(), filled[table.name])
    finally:
        engine.dispose()


def rows() -> dict[str, list[Row]]:
    """Every row by table, the same ones each time."""
    told = stories()
    spells = _spells(told)
    return _frame() | {
        "family": [_family(story) for story in told] + [_offer(offer) for offer in offers()],
        "person": [_person(story, index) for story in told for index in range(len(story.members))],
        "contact_person": _as_rows(contacts(told, employees())),
        "step_spell": _as_rows(stay for story in told for stay in journeys.stays(story)),
        "wellbeing_score": _as_rows(score for story in told for score in wellbeing.scores(story)),
        "school_month": _as_rows(month for story in told for month in _at_school(story)),
        "status_spell": _as_rows(spell for spells_of in spells.values() for spell in spells_of),
        "cost": _as_rows(cost for story in told for cost in economy.costs(story, _parents(story, spells))),
    }


def _frame() -> dict[str, list[Row]]:
    """The tables that stand without families."""
    return {
        "area": reference.areas(),
        "department": [
            {"department_id": key, "name_da": name_da, "name_en": name_en}
            for key, (name_da, name_en) in DEPARTMENTS.items()
        ],
        "team_member": _as_rows(employees()),
        "step": reference.steps(),
        "instrument": reference.instruments(),
        "status_code": _as_rows(CODES),
        "comparison_cost": _as_rows(programme.comparison_costs()),
        "programme_cost": _as_rows(programme.programme_costs()),
        "price_index": [
            {"index_id": "nettopris", "year": year, "value": value, "source": source}
            for year, (value, source) in NET_PRICE_INDEX.items()
        ],
        "published_figure": _as_rows(published.FIGURES),
        "reference_series": _as_rows(published.REFERENCES),
        "event_note": _as_rows(published.EVENTS),
        "delivery": reference.delivery(),
    }


def _spells(told: list[Story]) -> dict[str, list[Spell]]:
    """Every person's statuses, by person."""
    heading = work.destinations(told)
    early, late = youth.job_days(told)
    spells: dict[str, list[Spell]] = {}
    for story in told:
        for parent in story.parents:
            spells[parent.person_id] = list(work.parent_spells(story, parent, heading[parent.person_id]))
        for child in story.children:
            spells[child.person_id] = list(
                youth.young_spells(story, child, child.person_id in early, child.person_id in late)
                if child in story.young
                else youth.grown_spells(story, child)
            )
    return spells


def _parents(story: Story, spells: dict[str, list[Spell]]) -> list[Spell]:
    return [spell for parent in story.parents for spell in spells[parent.person_id]]


def _at_school(story: Story) -> Iterator[school.SchoolMonth]:
    for child in story.children:
        yield from school.school_months(story, child)


def _family(story: Story) -> Row:
    return {column: getattr(story, column) for column in _FAMILY} | {"project_cohort": story.project}


def _offer(offer: Offer) -> Row:
    """A family that has not joined: only the offer is kept."""
    return dict.fromkeys(_FAMILY) | asdict(offer) | {"project_cohort": False}


def _person(story: Story, index: int) -> Row:
    return {"family_id": story.family_id} | asdict(story.members[index])


def _as_rows(told: Iterable[Any]) -> list[Row]:
    return [dict(vars(each)) for each in told]
