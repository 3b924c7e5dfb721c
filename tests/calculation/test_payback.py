"""When the programme has paid for itself: where the net to date stays at 0 or above, to the end."""

from typing import Any

from dashboard.screen.payback import Payback, payback
from tests.released import DEFAULTS

QUARTERS = ("to 2025-03-31", "to 2025-06-30", "to 2025-09-30", "to 2025-12-31")


def course(*nets: float | None) -> list[dict[str, Any]]:
    """One net a quarter; None is a hidden one."""
    named = {**DEFAULTS, "indicator": "savings", "measure": "net", "cut": "to_date"}
    return [
        {**named, "period": quarter, "value": value, "status": "withheld" if value is None else "shown"}
        for quarter, value in zip(QUARTERS, nets, strict=True)
    ]


def test_a_first_touch_is_not_enough() -> None:
    assert payback(course(-4, 1, -1, 2)) == Payback(QUARTERS[3], QUARTERS[3])


def test_nothing_left_to_pay_is_paid() -> None:
    assert payback(course(-4, 0, 1, 2)) == Payback(QUARTERS[1], QUARTERS[3])


def test_what_is_below_nothing_in_the_end_has_not_paid_for_itself_within_the_data() -> None:
    assert payback(course(3, 2, 1, -1)) == Payback("", QUARTERS[3])


def test_hidden_quarters_on_the_way_are_counted_and_prove_nothing() -> None:
    assert payback(course(-1, 1, None, 2)) == Payback(QUARTERS[1], QUARTERS[3], unseen=1)
    assert payback(course(-1, None, 2, None)) == Payback(QUARTERS[2], QUARTERS[2])


def test_a_course_without_any_number_says_nothing() -> None:
    assert payback(course(None, None, None, None)) is None
    assert payback([]) is None


def test_the_order_of_the_cells_does_not_matter() -> None:
    assert payback(course(-4, 1, -1, 2)[::-1]) == Payback(QUARTERS[3], QUARTERS[3])
