"""The settings of sign-in at a provider: all of them, or none."""

from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

from dashboard.provider.groups import Groups, read_groups

THIS_MACHINE = ("127.0.0.1", "localhost")


class ProviderSettings(BaseSettings):
    """STAIRCASE_OIDC_…; a part of the settings."""

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_groups: Path | None = None  # the file that says which group gives which role and areas
    oidc_groups_claim: str = Field(default="groups", min_length=1)
    oidc_name_claim: str = Field(default="preferred_username", min_length=1)

    @property
    def has_provider(self) -> bool:
        """Can people sign in at a provider of their own?"""
        return bool(self.oidc_issuer)

    @cached_property
    def groups(self) -> Groups:
        """The mapping, as it stood in its file at start; empty without a provider."""
        return read_groups(self.oidc_groups) if self.oidc_groups else Groups()

    @model_validator(mode="after")
    def a_provider_is_whole_or_absent(self) -> "ProviderSettings":
        given = {
            "STAIRCASE_OIDC_ISSUER": self.oidc_issuer,
            "STAIRCASE_OIDC_CLIENT_ID": self.oidc_client_id,
            "STAIRCASE_OIDC_CLIENT_SECRET": self.oidc_client_secret.get_secret_value(),
            "STAIRCASE_OIDC_GROUPS": self.oidc_groups,
        }
        missing = [name for name, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            raise ValueError(
                f"{', '.join(missing)}: missing; sign-in at a provider needs all of {', '.join(given)}"
            )
        if self.has_provider:
            _check_issuer(self.oidc_issuer)
            _ = self.groups
        return self


def _check_issuer(issuer: str) -> None:
    where = urlsplit(issuer)
    if where.scheme != "https" and not (where.scheme == "http" and where.hostname in THIS_MACHINE):
        raise ValueError(
            "STAIRCASE_OIDC_ISSUER must begin with https://: it is the provider's issuer, such as "
            "https://login.microsoftonline.com/TENANT/v2.0"
        )
