"""What can be set from outside, and what must be before real data are shown."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from dashboard.provider.settings import ProviderSettings

DEMO_KEY = "only-for-the-demo-setting-and-its-synthetic-families"
LEAST_KEY_LENGTH = 32
MAIL = r"^([\w.+-]+@[\w-]+(\.[\w-]+)+)?$"
"""One mail address and nothing that could add to a letter, or none."""


class SettingsError(Exception):
    """A setting is missing or unsafe; the message names it and says what to do."""


class Setting(StrEnum):
    """Where the dashboard runs."""

    DEMO = "demo"  # synthetic families, printed users, a stamp on every page
    SERVICE = "service"  # a municipality's own data and people


class LogFormat(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"  # for a person at a console
    JSON = "json"  # for a program: one object a line


class Settings(ProviderSettings):
    """Every setting, read from the environment (prefix STAIRCASE_, and DATABASE_URL)."""

    model_config = SettingsConfigDict(env_prefix="STAIRCASE_", frozen=True)

    setting: Setting = Setting.DEMO
    data_folder: Path = Path(".data")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    port: int = Field(default=8501, gt=0, lt=65536)
    listen: str = "127.0.0.1"  # only this machine; 0.0.0.0 in a container, whose proxy alone reaches it
    log_format: LogFormat = LogFormat.TEXT
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    address: str = Field(
        default="", pattern=r"^(https?://\S+)?$"
    )  # where people reach it, for links in files
    hosts: str = ""  # further names it is reached by, such as a load balancer's; the address's own is known
    k_internal: int = Field(default=3, ge=3)  # Danmarks Statistik's floor: can be raised, never lowered
    k_public: int = Field(default=5, ge=3)
    session_key: SecretStr = SecretStr(DEMO_KEY)
    app_store_url: str = ""
    idle_minutes: int = Field(default=60, gt=0)
    session_hours: int = Field(default=12, gt=0)
    contact: str = Field(default="", pattern=MAIL)  # who is told that a figure looks wrong
    audit_days: int = Field(default=180, gt=0)  # how long the logbook is kept

    @property
    def is_demo(self) -> bool:
        return self.setting is Setting.DEMO

    @property
    def app_store(self) -> str:
        """STAIRCASE_APP_STORE_URL, or the SQLite file in the data folder."""
        return self.app_store_url or f"sqlite:///{(self.data_folder / 'app.db').absolute()}"

    @property
    def case_database_url(self) -> str:
        """DATABASE_URL, or the SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_folder / 'case.db').absolute()}"

    @property
    def reached_at(self) -> str:
        """Where people reach the dashboard: STAIRCASE_ADDRESS, or this machine."""
        return self.address.rstrip("/") or f"http://127.0.0.1:{self.port}"

    @model_validator(mode="after")
    def public_is_no_less_strict_than_internal(self) -> "Settings":
        if self.k_public < self.k_internal:
            raise ValueError("STAIRCASE_K_PUBLIC must be at least STAIRCASE_K_INTERNAL")
        return self

    @model_validator(mode="after")
    def real_data_have_a_key_of_their_own(self) -> "Settings":
        key = self.session_key.get_secret_value()
        if not self.is_demo and (key == DEMO_KEY or len(key) < LEAST_KEY_LENGTH):
            raise ValueError(
                f"STAIRCASE_SESSION_KEY must be a random text of at least {LEAST_KEY_LENGTH} characters when "
                'STAIRCASE_SETTING is not demo; make one with: python -c "import secrets; '
                'print(secrets.token_urlsafe(48))"'
            )
        return self

    @model_validator(mode="after")
    def a_provider_knows_the_way_back(self) -> "Settings":
        if self.has_provider and not self.is_demo and not self.address.startswith("https://"):
            raise ValueError(
                "STAIRCASE_ADDRESS must be the dashboard's own https:// address: the provider of "
                "STAIRCASE_OIDC_ISSUER sends people back there"
            )
        return self


def _explained(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        place = str(fault["loc"][0]) if fault["loc"] else ""
        name = place if place in ("", "DATABASE_URL") else f"STAIRCASE_{place.upper()}: "
        lines.append(f"{name}{fault['msg'].removeprefix('Value error, ')}")
    return "The dashboard can't start with these settings.\n" + "\n".join(lines)


@cache
def settings() -> Settings:
    """The settings of this process; raises SettingsError naming each one that is wrong and what to do."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_explained(error)) from None
