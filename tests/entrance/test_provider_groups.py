"""The mapping from the provider's groups, and the settings of the provider: refused at start, by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.provider.groups import Access, Groups, read_groups
from dashboard.stores.accounts import check_accounts, check_groups
from dashboard.stores.settings import Settings, SettingsError, settings
from dashboard.stores.viewer import Role

HEADS = '[[group]]\nvalue = "heads"\nrole = "programme_head"\nname = "Ledelsen"\n'
GELLERUP = '[[group]]\nvalue = "gellerup"\nrole = "area_manager"\nareas = ["gellerup"]\n'
WHOLE = {
    "ISSUER": "https://login.example/tenant/v2.0",
    "CLIENT_ID": "staircase",
    "CLIENT_SECRET": "a-secret-between-the-two",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "groups.toml"


@pytest.fixture
def service(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A municipality's settings, whole."""
    file.write_text(HEADS + GELLERUP, "utf-8")
    given = {f"OIDC_{name}": value for name, value in WHOLE.items()} | {
        "OIDC_GROUPS": str(file),
        "SETTING": "service",
        "SESSION_KEY": "k" * 40,
        "DATA_FOLDER": str(file.parent),
        "ADDRESS": "https://staircase.example",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"STAIRCASE_{name}", value)
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


def mapping(file: Path, words: str) -> Groups:
    file.write_text(words, "utf-8")
    return read_groups(file)


def test_the_mapping_says_which_group_gives_what(file: Path) -> None:
    groups = mapping(file, HEADS + GELLERUP)
    assert groups.access(["heads"]) == Access(Role.PROGRAMME_HEAD, frozenset())
    assert groups.access(["gellerup", "canteen"]) == Access(Role.AREA_MANAGER, frozenset({"gellerup"}))
    assert groups.access(["canteen"]) is None
    assert groups.known(["canteen", "gellerup"]) == ["gellerup"]


def test_the_mapping_is_printed_a_line_each_group(file: Path) -> None:
    lines = [line.split() for line in mapping(file, HEADS + GELLERUP).lines()]
    assert lines == [
        ["group", "role", "areas", "name"],
        ["heads", "programme_head", "all", "Ledelsen"],
        ["gellerup", "area_manager", "gellerup"],
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "holds tables"),
        ("not toml", "no TOML"),
        (HEADS.replace("group", "grp"), "holds tables"),
        (HEADS + "[other]\nx = 1\n", "holds tables"),
        ('[[group]]\nrole = "evaluator"\n', "group 1: value"),
        (HEADS + HEADS, "heads stands there more than once"),
        (HEADS.replace("programme_head", "boss"), "group 1: role"),
        (HEADS + '[[group]]\nvalue = "a"\nrole = "area_manager"\n', "group 2: .*needs areas"),
        (HEADS + 'areas = ["gellerup"]\n', "sees every area"),
        (HEADS + 'area = "gellerup"\n', "group 1: area"),
        (HEADS.replace('"heads"', '" "'), "group 1: value"),
    ],
)
def test_a_mapping_that_says_something_else_is_refused_by_its_group(
    file: Path, words: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=f"STAIRCASE_OIDC_GROUPS.*{complaint}"):
        mapping(file, words)


def test_a_mapping_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match=r"STAIRCASE_OIDC_GROUPS.*can't be read"):
        read_groups(file)


@pytest.mark.usefixtures("service")
def test_a_provider_with_all_its_settings_lets_the_dashboard_start_without_an_account() -> None:
    assert settings().has_provider
    check_accounts(settings())
    assert WHOLE["CLIENT_SECRET"] not in repr(settings())


@pytest.mark.parametrize("name", ["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "GROUPS"])
def test_a_provider_with_a_setting_missing_stops_the_start_by_its_name(
    service: pytest.MonkeyPatch, name: str
) -> None:
    service.delenv(f"STAIRCASE_OIDC_{name}")
    with pytest.raises(SettingsError, match=f"STAIRCASE_OIDC_{name}: missing"):
        settings()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("OIDC_ISSUER", "http://login.example", "STAIRCASE_OIDC_ISSUER must begin with https"),
        ("OIDC_ISSUER", "login.example", "STAIRCASE_OIDC_ISSUER must begin with https"),
        ("OIDC_GROUPS", "/no/such/file", "STAIRCASE_OIDC_GROUPS: /no/such/file can't be read"),
        ("OIDC_GROUPS_CLAIM", "", "STAIRCASE_OIDC_GROUPS_CLAIM"),
        ("ADDRESS", "", "STAIRCASE_ADDRESS must be"),
        ("ADDRESS", "http://staircase.example", "STAIRCASE_ADDRESS must be"),
        ("AUDIT_DAYS", "0", "STAIRCASE_AUDIT_DAYS"),
    ],
)
def test_an_unsafe_setting_of_the_provider_stops_the_start_by_its_name(
    service: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    service.setenv(f"STAIRCASE_{name}", value)
    with pytest.raises(SettingsError, match=complaint):
        settings()


@pytest.mark.usefixtures("service")
def test_an_area_that_the_release_does_not_have_stops_the_start() -> None:
    check_groups(settings(), ["gellerup", "omraade_a"])
    with pytest.raises(SettingsError, match="STAIRCASE_OIDC_GROUPS gives the area gellerup"):
        check_groups(settings(), ["omraade_a"])


def test_without_any_setting_there_is_no_provider() -> None:
    assert not Settings().has_provider
