"""The people who sign in at the provider, as they are kept: on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.provider.people import Arrived, Kept, People, groups_of
from dashboard.stores.app_store import opened
from tests.entrance.test_sessions import Clock

ANNA = Arrived("anna@example.dk", "7", ("heads", "gellerup"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(blank_url: str, clock: Clock) -> People:
    return People(opened(blank_url), clock)


def test_somebody_is_kept_with_the_groups_of_their_last_sign_in(people: People) -> None:
    assert not people.remember(ANNA)
    assert not people.remember(Arrived(ANNA.username, "7", ("gellerup",)))
    assert people.every() == (Kept(ANNA.username, ("gellerup",), is_disabled=False),)


def test_nothing_is_kept_of_a_stranger_and_no_group_of_somebody_who_has_none_left(people: People) -> None:
    people.remember(Arrived("bo", "8", ()))
    people.remember(ANNA)
    people.remember(Arrived(ANNA.username, "7", ()))
    assert people.every() == (Kept(ANNA.username, (), is_disabled=False),)


def test_a_name_that_has_passed_to_somebody_else_is_noticed_once(people: People) -> None:
    people.remember(ANNA)
    other = Arrived(ANNA.username, "8", ("heads",))
    assert people.remember(other)
    assert not people.remember(other)


def test_whoever_is_kept_out_stays_so_at_the_next_sign_in(people: People) -> None:
    people.remember(ANNA)
    assert people.set_disabled(ANNA.username, True)
    people.remember(ANNA)
    assert people.every()[0].is_disabled
    assert not people.set_disabled("nobody", True)


def test_whoever_has_not_come_for_long_is_forgotten_but_not_whom_the_operator_keeps_out(
    people: People, clock: Clock
) -> None:
    for name in ("anna", "bo", "kim"):
        people.remember(Arrived(name, name, ("heads",)))
        clock.now += 10
    people.set_disabled("anna", True)
    people.forget_before(clock.now - 15)
    assert [one.username for one in people.every()] == ["anna", "kim"]


def test_coming_in_twice_at_the_same_moment_is_coming_in_once(people: People) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert not any(threads.map(lambda _: people.remember(ANNA), range(8)))
    assert len(people.every()) == 1


@pytest.mark.parametrize(
    ("claim", "groups"), [(["a", "b"], ["a", "b"]), ("a", ["a"]), (None, []), ([], []), ("", [])]
)
def test_groups_are_read_however_the_provider_writes_them(claim: object, groups: list[str]) -> None:
    assert groups_of(claim) == groups
