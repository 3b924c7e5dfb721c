"""The way up the staircase: dated stays on the seven steps, with skips, steps back, overlaps and pauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from seed.chance import stream
from seed.family import Story
from seed.months import AS_OF, later

MONTHS_ON_STEP = {1: 2.0, 2: 3.8, 3: 4.4, 4: 5.0, 5: 7.0, 6: 10.5, 7: 14.0}
"""How long a family of pace 1 stays on a step, about."""


@dataclass(frozen=True)
class Stay:
    """A family on a step, from a day to a day that is not covered."""

    family_id: str
    step_no: int
    entered_on: date
    left_on: date | None


def stays(story: Story) -> Iterator[Stay]:
    """A family's stays in the order they began."""
    random = stream("steps", story.family_id)
    entered = story.joined_on - timedelta(days=random.choice((0, 0, 0, 5, 12)))
    step, last = 1, min(story.ended_on or AS_OF, AS_OF)
    while entered <= last and not (story.ended_on and entered >= story.ended_on):
        left = entered + timedelta(days=_days(random, story, step))
        if step == 7 or left > last:
            yield Stay(story.family_id, step, entered, story.ended_on)
            return
        yield Stay(story.family_id, step, entered, left)
        step, entered = _next(random, story, step, entered), _handover(random, entered, left)


def _days(random: Random, story: Story, step: int) -> int:
    """Days on a step: many families pass soon, some stay long; harder times last longer."""
    months = MONTHS_ON_STEP[step] * random.lognormvariate(0, 0.55) / story.temperament.pace
    return max(10, round(months * 30.4 * (0.6 + 0.6 * story.temperament.burden)))


def _next(random: Random, story: Story, step: int, entered: date) -> int:
    """Usually the next step; back where things are worse than at joining, now and then past a step."""
    worse = story.strain(later(entered, 2)) > 0.95 * story.temperament.burden
    chance = random.random()
    if step > 1 and chance < (0.24 if worse else 0.07):
        return step - 1 if step < 4 or random.random() < 0.75 else step - 2
    return min(7, step + (2 if chance > 0.93 and step < 6 else 1))


def _handover(random: Random, entered: date, left: date) -> date:
    """When the next stay begins: mostly the same day, at times before the last has ended, at times later."""
    chance = random.random()
    if chance < 0.1:
        return max(entered + timedelta(days=5), left - timedelta(days=random.randint(5, 25)))
    return left + timedelta(days=random.randint(8, 50)) if chance > 0.93 else left
