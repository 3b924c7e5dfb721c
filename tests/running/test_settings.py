"""The dashboard starts only with settings that are safe, and says which one isn't."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.stores.settings import DEMO_KEY, Setting, Settings, SettingsError, settings

OWN_KEY = "k" * 40


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("SETTING", "K_INTERNAL", "K_PUBLIC", "SESSION_KEY", "DATA_FOLDER", "APP_STORE_URL"):
        monkeypatch.delenv(f"STAIRCASE_{name}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_without_any_setting_it_is_the_demo_with_three_and_five() -> None:
    default = settings()
    assert (default.setting, default.k_internal, default.k_public) == (Setting.DEMO, 3, 5)


def test_the_case_database_is_a_file_in_the_data_folder_unless_a_url_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STAIRCASE_DATA_FOLDER", str(tmp_path))
    assert Settings().case_database_url == f"sqlite:///{tmp_path}/case.db"
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://host/case")
    assert Settings().case_database_url == "postgresql+psycopg://host/case"


@pytest.mark.parametrize(
    ("name", "value"),
    [("SETTING", "production"), ("K_INTERNAL", "2"), ("K_PUBLIC", "2"), ("K_INTERNAL", "few")],
)
def test_an_unknown_setting_or_a_k_under_three_stops_the_start_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"STAIRCASE_{name}", value)
    with pytest.raises(SettingsError, match=f"STAIRCASE_{name}"):
        settings()


def test_the_public_threshold_may_not_be_under_the_internal_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAIRCASE_K_INTERNAL", "8")
    with pytest.raises(SettingsError, match="STAIRCASE_K_PUBLIC must be at least STAIRCASE_K_INTERNAL"):
        settings()


@pytest.mark.parametrize("key", [None, DEMO_KEY, "short"])
def test_outside_the_demo_a_default_or_short_key_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    if key is not None:
        monkeypatch.setenv("STAIRCASE_SESSION_KEY", key)
    with pytest.raises(SettingsError, match="STAIRCASE_SESSION_KEY must be a random text"):
        settings()


def test_outside_the_demo_an_own_key_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAIRCASE_SETTING", "service")
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", OWN_KEY)
    assert not settings().is_demo


def test_the_key_is_never_printed_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAIRCASE_SESSION_KEY", OWN_KEY)
    assert OWN_KEY not in repr(settings())
