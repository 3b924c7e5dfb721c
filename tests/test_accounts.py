"""Who may sign in, and what each role sees."""

from pathlib import Path

import pytest

from dashboard.accounts import DEMO_PASSWORD, accounts, check_accounts, demo_users
from dashboard.settings import Settings, SettingsError
from dashboard.viewer import Level, Role

AREAS = ("gellerup", "omraade_a", "omraade_b")
KEY = "k" * 40
HASH = "$2b$12$" + "x" * 53


def in_service(folder: Path, toml: str) -> Settings:
    file = folder / "accounts.toml"
    file.write_text(toml, "utf-8")
    return Settings.model_validate({"setting": "service", "session_key": KEY, "accounts_file": file})


def account(name: str, role: str = "evaluator", password: str = HASH, areas: str = "[]") -> str:
    return f'[accounts.{name}]\nrole = "{role}"\npassword = "{password}"\nareas = {areas}\n'


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


def test_a_manager_without_an_area_sees_no_area_and_no_total(tmp_path: Path) -> None:
    people = accounts(in_service(tmp_path, account("nora", "area_manager")), AREAS)
    viewer = people["nora"].viewer("da")
    assert [viewer.level_for(area) for area in (*AREAS, "all", "shown_areas")] == [None] * 5


def test_outside_the_demo_the_accounts_are_those_of_the_file(tmp_path: Path) -> None:
    settings = in_service(tmp_path, account("Anna", "area_manager", areas='["omraade_a"]'))
    assert {name: person.role for name, person in accounts(settings, AREAS).items()} == {
        "anna": Role.AREA_MANAGER
    }


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        (account("leder"), "demo user leder"),
        (account("anna") + account("Omraade-A", "area_manager"), "demo user Omraade-A"),
        (account("anna", "boss"), "anna .* needs a role"),
        (account("anna", password="secret"), "bcrypt hash"),
        ("", "names nobody"),
        ("[accounts", "can't be read"),
    ],
)
def test_outside_the_demo_an_unsafe_accounts_file_stops_the_start_by_name(
    tmp_path: Path, toml: str, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=f"STAIRCASE_ACCOUNTS_FILE.*{complaint}"):
        check_accounts(in_service(tmp_path, toml))


def test_outside_the_demo_a_missing_accounts_file_stops_the_start(tmp_path: Path) -> None:
    settings = in_service(tmp_path, account("anna"))
    settings.accounts_path.unlink()
    with pytest.raises(SettingsError, match="STAIRCASE_ACCOUNTS_FILE: there is no"):
        check_accounts(settings)


def test_an_account_never_prints_its_hash(tmp_path: Path) -> None:
    people = accounts(in_service(tmp_path, account("anna")), AREAS)
    assert HASH not in repr(people["anna"])
