"""Who may sign in, and what each role sees."""

from pathlib import Path

import pytest

from dashboard.stores.accounts import (
    DEMO_PASSWORD,
    Account,
    AccountError,
    accounts,
    add,
    all_accounts,
    check_accounts,
    demo_users,
    set_disabled,
)
from dashboard.stores.passwords import hashed, is_right, new_password
from dashboard.stores.settings import Settings, SettingsError
from dashboard.stores.viewer import Level, Role

AREAS = ("gellerup", "omraade_a", "omraade_b")
HASH = "$2b$12$" + "x" * 53
ANNA = Account("anna", Role.AREA_MANAGER, frozenset({"omraade_a"}), HASH)


@pytest.fixture
def service(tmp_path: Path) -> Settings:
    """A municipality's settings, with an app store that holds nobody yet."""
    return Settings.model_validate(
        {"setting": "service", "session_key": "k" * 40, "data_folder": tmp_path / "data"}
    )


def test_the_demo_has_a_head_an_evaluator_and_a_manager_for_each_area() -> None:
    users = {user.username: user for user in demo_users(AREAS)}
    assert list(users) == ["leder", "omraade-gellerup", "omraade-a", "omraade-b", "evaluator"]
    assert users["omraade-b"].areas == {"omraade_b"}
    assert {user.password for user in users.values()} == {DEMO_PASSWORD}


@pytest.mark.parametrize(
    ("username", "own", "other"),
    [
        ("leder", Level.INTERNAL, Level.INTERNAL),
        ("omraade-b", Level.INTERNAL, Level.PUBLIC),
        ("evaluator", Level.PUBLIC, Level.PUBLIC),
    ],
)
def test_each_role_sees_its_own_areas_and_the_others_at_its_levels(
    username: str, own: Level, other: Level
) -> None:
    viewer = accounts(Settings(), AREAS)[username].viewer("da")
    assert viewer.level_for("omraade_b") is own
    assert viewer.level_for("gellerup") is other
    assert viewer.level_for("all") is other


def test_the_programme_head_can_look_as_the_public_does_and_nobody_can_look_deeper() -> None:
    everybody = accounts(Settings(), AREAS)
    assert everybody["leder"].viewer("da", as_public=True).level_for("gellerup") is Level.PUBLIC
    assert everybody["evaluator"].viewer("da", as_public=False).level is Level.PUBLIC


def test_a_manager_without_an_area_sees_no_area_and_no_total() -> None:
    viewer = Account("nora", Role.AREA_MANAGER).viewer("da")
    assert [viewer.level_for(area) for area in (*AREAS, "all", "shown_areas")] == [None] * 5


def test_outside_the_demo_the_accounts_are_those_that_were_added(service: Settings) -> None:
    add(service, ANNA, AREAS)
    assert accounts(service, AREAS) == {"anna": ANNA}


def test_outside_the_demo_nothing_starts_while_nobody_may_sign_in(service: Settings) -> None:
    with pytest.raises(SettingsError, match="staircase users add"):
        check_accounts(service)
    add(service, ANNA, AREAS)
    check_accounts(service)


@pytest.mark.parametrize(
    ("account", "complaint"),
    [
        (Account("leder", Role.EVALUATOR), "demo user"),
        (Account("omraade-x", Role.EVALUATOR), "demo user"),
        (Account("anna anna", Role.EVALUATOR), "can't be a user name"),
        (Account("", Role.EVALUATOR), "can't be a user name"),
        (Account("bo", Role.EVALUATOR, frozenset({"gellerup"})), "sees every area"),
        (Account("bo", Role.AREA_MANAGER), "at least one --area"),
        (Account("bo", Role.AREA_MANAGER, frozenset({"atlantis"})), "no area atlantis; it has gellerup"),
        (Account("anna", Role.EVALUATOR), "already"),
    ],
    ids=lambda value: value.username if isinstance(value, Account) else value,
)
def test_an_account_that_does_not_fit_is_refused_in_a_sentence(
    service: Settings, account: Account, complaint: str
) -> None:
    add(service, ANNA, AREAS)
    with pytest.raises(AccountError, match=complaint):
        add(service, account, AREAS)
    assert all_accounts(service) == (ANNA,)


def test_a_disabled_account_stays_on_the_list_and_lets_nobody_in(service: Settings) -> None:
    add(service, ANNA, AREAS)
    set_disabled(service, "anna", True)
    assert accounts(service, AREAS) == {}
    assert [account.is_disabled for account in all_accounts(service)] == [True]


def test_changing_an_account_that_is_not_there_says_so(service: Settings) -> None:
    with pytest.raises(AccountError, match="no account nobody"):
        set_disabled(service, "nobody", True)


def test_the_app_store_is_a_file_only_its_owner_reads(service: Settings) -> None:
    add(service, ANNA, AREAS)
    assert (service.data_folder / "app.db").stat().st_mode & 0o077 == 0


def test_an_account_never_prints_its_hash() -> None:
    assert HASH not in repr(ANNA)


@pytest.mark.parametrize("password", ["x" * 72, "x" * 100, "æøå" * 40, ""])
def test_a_password_counts_to_its_last_letter_however_long(password: str) -> None:
    kept = hashed(password)
    assert is_right(password, kept)
    assert not is_right(f"{password}x", kept)


def test_without_an_account_no_password_is_right() -> None:
    assert not is_right("", None)
    assert new_password() != new_password()
