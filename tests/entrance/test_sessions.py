"""A session ends when it should, and wrong passwords are answered later and later."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.entrance import known_browser
from dashboard.stores.app_store import opened
from dashboard.stores.attempts import FORGOTTEN_AFTER, FREE, LONGEST_DELAY, Attempts, delay
from dashboard.stores.sessions import TICKET_SECONDS, Sessions, Started

IDLE, LONGEST = 3600.0, 12 * 3600.0
NOBODY = "nobody has this name"


@dataclass
class Clock:
    """The time of day, moved by the test."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(blank_url: str, clock: Clock) -> Sessions:
    return Sessions(opened(blank_url), IDLE, LONGEST, clock)


@pytest.fixture
def attempts(blank_url: str, clock: Clock) -> Attempts:
    return Attempts(opened(blank_url), b"key", clock)


@pytest.fixture
def anew(blank_url: str) -> Callable[[], sa.Engine]:
    """The app store as the next process finds it."""

    def restarted() -> sa.Engine:
        opened(blank_url).dispose()
        opened.cache_clear()
        return opened(blank_url)

    return restarted


@pytest.fixture
def beside(blank_url: str) -> Iterator[sa.Engine]:
    """The app store as a second process has it open at the same time."""
    store = opened.__wrapped__(blank_url)
    yield store
    store.dispose()


def at_once(ask: Callable[[], object], times: int = 8) -> list[object]:
    """The answers to the same question, asked many times at the same moment."""
    with ThreadPoolExecutor(times) as threads:
        return [each.result() for each in [threads.submit(ask) for _ in range(times)]]


def begun(sessions: Sessions, username: str = "anna") -> tuple[Started, str]:
    started = sessions.start(username)
    token = sessions.redeem(started.ticket)
    assert token
    return started, token


def test_a_cookie_stands_for_the_session_it_was_given_for(sessions: Sessions) -> None:
    anna, annas = begun(sessions, "anna")
    bo, bos = begun(sessions, "bo")
    assert (sessions.of(annas), sessions.of(bos)) == (anna.identity, bo.identity)
    assert sessions.username(anna.identity) == "anna"
    assert sessions.username(bo.identity) == "bo"


@pytest.mark.parametrize("token", ["", "guessed", "' OR 1=1 --"])
def test_an_invented_cookie_stands_for_nobody(sessions: Sessions, token: str) -> None:
    sessions.start("anna")
    assert sessions.of(token) is None


def test_a_ticket_is_good_once(sessions: Sessions) -> None:
    started, _ = begun(sessions)
    assert sessions.redeem(started.ticket) is None


def test_a_ticket_is_good_for_a_minute(sessions: Sessions, clock: Clock) -> None:
    started = sessions.start("anna")
    clock.now += TICKET_SECONDS + 1
    assert sessions.redeem(started.ticket) is None


def test_a_ticket_handed_in_many_times_at_once_gives_one_cookie(sessions: Sessions) -> None:
    started = sessions.start("anna")
    tokens = [token for token in at_once(lambda: sessions.redeem(started.ticket)) if token]
    assert len(tokens) == 1
    assert sessions.of(str(tokens[0])) == started.identity


def test_a_ticket_is_no_cookie_and_neither_is_the_name_of_a_session(sessions: Sessions) -> None:
    started, token = begun(sessions)
    waiting = sessions.start("anna")
    assert [sessions.of(text) for text in (started.identity, started.ticket, waiting.ticket)] == [None] * 3
    assert sessions.redeem(token) is None


def test_two_sign_ins_at_once_are_two_sessions(sessions: Sessions) -> None:
    tokens = {str(token) for token in at_once(lambda: begun(sessions)[1])}
    assert len({sessions.of(token) for token in tokens}) == len(tokens) == 8


def test_signing_out_at_one_process_counts_at_the_other(
    sessions: Sessions, beside: sa.Engine, clock: Clock
) -> None:
    started, token = begun(sessions)
    other = Sessions(beside, IDLE, LONGEST, clock)
    assert other.of(token) == started.identity
    other.end(started.identity)
    assert sessions.of(token) is None
    assert sessions.username(started.identity) is None


def test_looking_whether_a_session_lasts_does_not_make_it_last(sessions: Sessions, clock: Clock) -> None:
    started, _ = begun(sessions)
    for _ in range(4):
        assert sessions.lasts(started.identity)
        clock.now += IDLE / 4
    assert not sessions.lasts(started.identity)


def test_after_signing_out_the_cookie_and_every_copy_is_worth_nothing(sessions: Sessions) -> None:
    started, token = begun(sessions)
    sessions.end(started.identity)
    assert sessions.of(token) is None
    assert sessions.username(started.identity) is None


def test_a_session_nobody_uses_ends(sessions: Sessions, clock: Clock) -> None:
    started, token = begun(sessions)
    clock.now += IDLE - 1
    assert sessions.username(started.identity) == "anna"
    clock.now += IDLE - 1
    assert sessions.of(token)
    clock.now += 2
    assert sessions.of(token) is None
    assert sessions.username(started.identity) is None


def test_a_session_that_is_used_all_day_ends_too(sessions: Sessions, clock: Clock) -> None:
    started, token = begun(sessions)
    for _ in range(int(LONGEST / IDLE * 2) - 1):
        clock.now += IDLE / 2
        assert sessions.username(started.identity) == "anna"
    clock.now += IDLE / 2
    assert sessions.username(started.identity) is None
    assert sessions.of(token) is None


def test_all_sessions_of_one_person_can_be_ended(sessions: Sessions) -> None:
    (one, _), (two, _), (other, _) = begun(sessions), begun(sessions), begun(sessions, "bo")
    sessions.end_all("anna")
    assert [sessions.username(each.identity) for each in (one, two, other)] == [None, None, "bo"]


def test_a_session_outlives_a_restart(
    sessions: Sessions, clock: Clock, anew: Callable[[], sa.Engine]
) -> None:
    started, token = begun(sessions)
    after = Sessions(anew(), IDLE, LONGEST, clock)
    assert after.of(token) == started.identity


def test_who_reads_the_app_store_can_not_become_somebody(tmp_path: Path, clock: Clock) -> None:
    store = opened(f"sqlite:///{tmp_path / 'app.db'}")
    sessions = Sessions(store, IDLE, LONGEST, clock)
    started, token = begun(sessions)
    waiting = sessions.start("bo")
    Attempts(store, b"key", clock).admit("my secret password")
    store.dispose()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in (token, started.ticket, waiting.ticket, "my secret password"):
        assert secret.encode() not in written


@pytest.mark.parametrize("name", ["anna", NOBODY])
def test_the_wait_grows_with_each_wrong_password(attempts: Attempts, clock: Clock, name: str) -> None:
    waits = []
    for _ in range(12):
        wait = attempts.admit(name)
        waits.append(wait)
        clock.now += wait
        if wait:
            assert attempts.admit(name) == 0
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, LONGEST_DELAY]


def test_nobody_is_locked_out_for_ever() -> None:
    assert {delay(failures) for failures in (20, 1000, 10**9)} == {LONGEST_DELAY}


def test_trying_again_too_soon_makes_nobody_wait_longer(attempts: Attempts, clock: Clock) -> None:
    for _ in range(3):
        attempts.admit("anna")
    assert {attempts.admit("anna") for _ in range(50)} == {5}
    clock.now += 5
    assert attempts.admit("anna") == 0


def test_attempts_at_the_same_moment_do_not_slip_through(attempts: Attempts) -> None:
    assert sorted(map(str, at_once(lambda: attempts.admit("anna")))) == ["0"] * FREE + ["5"] * 5


def test_wrong_passwords_at_one_process_slow_down_the_other(
    attempts: Attempts, beside: sa.Engine, clock: Clock
) -> None:
    for _ in range(FREE):
        attempts.admit("anna")
    assert Attempts(beside, b"key", clock).admit("anna") == 5


def test_the_wait_is_for_one_name_only(attempts: Attempts) -> None:
    for _ in range(4):
        attempts.admit("anna")
    assert attempts.admit("bo") == 0


def test_the_wait_outlives_a_restart(attempts: Attempts, clock: Clock, anew: Callable[[], sa.Engine]) -> None:
    for _ in range(3):
        attempts.admit("anna")
    assert Attempts(anew(), b"key", clock).admit("anna") == 5


def test_a_right_password_begins_from_the_start(attempts: Attempts) -> None:
    for _ in range(3):
        attempts.admit("anna")
    attempts.forgive("anna")
    assert [attempts.admit("anna") for _ in range(4)] == [0, 0, 0, 5]


def test_a_stranger_who_never_stops_keeps_nobody_out_of_a_browser_they_know(
    attempts: Attempts, clock: Clock
) -> None:
    for _ in range(100):
        attempts.admit("anna")
        clock.now += 1
    assert attempts.admit("anna") > 0
    assert attempts.admit("anna", browser="annas") == 0
    attempts.forgive("anna", browser="annas")
    assert attempts.admit("anna") > 0, "the stranger goes on waiting"


def test_a_known_browser_may_not_try_for_ever_either(attempts: Attempts) -> None:
    waits = [attempts.admit("anna", browser="annas") for _ in range(4)]
    assert waits == [0, 0, 0, 5]


def test_a_browser_is_known_for_one_name_and_by_our_mark_only() -> None:
    mark = known_browser.mark("anna")
    assert known_browser.number_of(mark, "anna")
    assert known_browser.number_of(known_browser.mark("anna"), "anna") != known_browser.number_of(
        mark, "anna"
    )
    for forged in ("", ".", "number.", "number.signature", mark[:-1], f"x{mark}", "æ.ø"):
        assert known_browser.number_of(forged, "anna") == ""
    assert known_browser.number_of(mark, "bo") == ""


def test_wrong_passwords_are_forgotten_after_a_day(attempts: Attempts, clock: Clock) -> None:
    for _ in range(3):
        attempts.admit("anna")
    clock.now += FORGOTTEN_AFTER + 1
    assert attempts.admit("anna") == 0
    assert attempts.admit("anna") == 0
