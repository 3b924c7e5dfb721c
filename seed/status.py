"""The statuses a person may have, as codes, and how the reform of 1 July 2025 renames them."""

from dataclasses import dataclass
from datetime import date

from data_access.codes import StatusCategory
from seed.months import REFORM


@dataclass(frozen=True)
class Code:
    """A row of `status_code`; `valid_to` is not covered."""

    status: str
    name_da: str
    name_en: str
    category: StatusCategory
    is_youth_job: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


_BENEFIT = StatusCategory.OTHER_BENEFIT

CODES = (
    Code("ordinaer_fuld", "Ordinært job, fuld tid", "Ordinary job, full time", StatusCategory.ORDINARY_FULL),
    Code("ordinaer_deltid", "Ordinært job, deltid", "Ordinary job, part time", StatusCategory.ORDINARY_PART),
    Code("fritidsjob", "Fritidsjob", "Spare-time job", StatusCategory.ORDINARY_PART, is_youth_job=True),
    Code("studiejob", "Studiejob", "Student job", StatusCategory.ORDINARY_PART, is_youth_job=True),
    Code("fleksjob", "Fleksjob", "Flexjob", StatusCategory.FLEXJOB),
    Code("su_uddannelse", "Uddannelse med SU", "Education with a student grant", StatusCategory.EDUCATION),
    Code("fgu", "Forberedende grunduddannelse", "Preparatory basic education", StatusCategory.EDUCATION),
    Code("foertidspension", "Førtidspension", "Early retirement pension", StatusCategory.PENSION),
    Code(
        "kontanthjaelp",
        "Kontanthjælp (til 30.6.2025)",
        "Cash benefit (to 30 June 2025)",
        _BENEFIT,
        valid_to=REFORM,
    ),
    Code(
        "uddannelseshjaelp",
        "Uddannelseshjælp (til 30.6.2025)",
        "Education benefit (to 30 June 2025)",
        _BENEFIT,
        valid_to=REFORM,
    ),
    Code(
        "sho_ydelse",
        "Selvforsørgelses- og hjemrejseydelse (til 30.6.2025)",
        "Self-support and repatriation benefit (to 30 June 2025)",
        _BENEFIT,
        valid_to=REFORM,
    ),
    Code(
        "kth_mindste", "Kontanthjælp, mindstesats", "Cash benefit, minimum rate", _BENEFIT, valid_from=REFORM
    ),
    Code("kth_grund", "Kontanthjælp, grundsats", "Cash benefit, basic rate", _BENEFIT, valid_from=REFORM),
    Code(
        "kth_forhoejet",
        "Kontanthjælp, forhøjet sats",
        "Cash benefit, raised rate",
        _BENEFIT,
        valid_from=REFORM,
    ),
    Code("ressourceforloeb", "Ressourceforløb", "Resource course", _BENEFIT),
    Code("ledighedsydelse", "Ledighedsydelse", "Unemployment benefit between flexjobs", _BENEFIT),
    Code("sygedagpenge", "Sygedagpenge", "Sickness benefit", _BENEFIT),
    Code(
        "selvforsoerget", "Selvforsørget uden job", "Supported otherwise, without a job", StatusCategory.NONE
    ),
)

RENAMED = {"kontanthjaelp": "kth_grund", "uddannelseshjaelp": "kth_mindste", "sho_ydelse": "kth_mindste"}
"""What a code from before the reform is called after it; parents on cash benefit keep the basic rate, or the
raised one where they have long been unable to work."""


@dataclass(frozen=True)
class Spell:
    """A person in a status from a day to one that is not covered."""

    person_id: str
    status: str
    started_on: date
    ended_on: date | None
    weekly_hours: float | None = None


def split_at_reform(spell: Spell, raised: bool) -> list[Spell]:
    """A spell under the codes of its time: one that runs over 1 July 2025 is two."""
    if spell.status not in RENAMED:
        return [spell]
    after = "kth_forhoejet" if raised and spell.status == "kontanthjaelp" else RENAMED[spell.status]
    parts = []
    if spell.started_on < REFORM:
        until = REFORM if spell.ended_on is None else min(spell.ended_on, REFORM)
        parts.append(Spell(spell.person_id, spell.status, spell.started_on, until, spell.weekly_hours))
    if spell.ended_on is None or spell.ended_on > REFORM:
        begun = max(spell.started_on, REFORM)
        parts.append(Spell(spell.person_id, after, begun, spell.ended_on, spell.weekly_hours))
    return parts
