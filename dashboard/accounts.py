"""Who may sign in, as what, and to which areas: demo users, or the accounts file of a municipality.

The accounts file (TOML) has one table a person:

    [accounts.anna]
    role = "area_manager"            # programme_head, area_manager or evaluator
    areas = ["gellerup"]             # area ids, for area managers
    password = "$2b$12$…"            # a bcrypt hash; never the password itself
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.settings import Settings, SettingsError
from dashboard.viewer import Level, Role, Viewer

DEMO_PASSWORD = "opgang-til-opgang"
DEMO_HEAD, DEMO_EVALUATOR, DEMO_MANAGER = "leder", "evaluator", "omraade-"


@dataclass(frozen=True)
class Account:
    """One person's way in. `password_hash` is empty for demo users, whose password is printed."""

    username: str
    role: Role
    areas: frozenset[str] = frozenset()
    password_hash: str = field(default="", repr=False)

    def viewer(self, language: str, as_public: bool = False) -> Viewer:
        """What this person sees now; only the programme head can switch to what the public sees."""
        internal = self.role is Role.AREA_MANAGER or (self.role is Role.PROGRAMME_HEAD and not as_public)
        level = Level.INTERNAL if internal else Level.PUBLIC
        return Viewer(self.username, self.role, self.areas, level, language)


@dataclass(frozen=True)
class DemoUser:
    """A synthetic user, as `make run` prints it."""

    username: str
    password: str
    role: Role
    areas: frozenset[str]


def demo_users(areas: Iterable[str]) -> tuple[DemoUser, ...]:
    """One programme head, one manager for each area of the release, one evaluator."""
    managers = (
        DemoUser(_manager(area), DEMO_PASSWORD, Role.AREA_MANAGER, frozenset({area})) for area in areas
    )
    return (
        DemoUser(DEMO_HEAD, DEMO_PASSWORD, Role.PROGRAMME_HEAD, frozenset()),
        *managers,
        DemoUser(DEMO_EVALUATOR, DEMO_PASSWORD, Role.EVALUATOR, frozenset()),
    )


def _manager(area: str) -> str:
    """omraade-a for the area omraade_a, omraade-gellerup for gellerup."""
    return DEMO_MANAGER + area.lower().removeprefix("omraade_")


def accounts(settings: Settings, areas: Iterable[str]) -> Mapping[str, Account]:
    """Everybody who may sign in, by username; raises SettingsError where that isn't safe to say."""
    if settings.is_demo:
        return {user.username: Account(user.username, user.role, user.areas) for user in demo_users(areas)}
    return _read(settings.accounts_path)


def check_accounts(settings: Settings) -> None:
    """Refuses to start outside the demo setting without accounts, or with demo users among them."""
    if not settings.is_demo:
        _read(settings.accounts_path)


def _read(path: Path) -> Mapping[str, Account]:
    try:
        people = tomllib.loads(path.read_text(encoding="utf-8")).get("accounts", {})
    except FileNotFoundError:
        raise _refusal(
            f"there is no {path}. Write it, or set STAIRCASE_SETTING=demo to try the demo"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise _refusal(f"{path} can't be read: {error}") from None
    found = {name.lower(): _account(name, row, path) for name, row in people.items()}
    if not found:
        raise _refusal(f"{path} names nobody")
    return found


def _account(name: str, row: Mapping[str, Any], path: Path) -> Account:
    username = name.lower()
    if username in (DEMO_HEAD, DEMO_EVALUATOR) or username.startswith(DEMO_MANAGER):
        raise _refusal(f"{path} holds the demo user {name}. Take it out: demo users exist in the demo only")
    try:
        role = Role(row["role"])
    except (KeyError, ValueError):
        raise _refusal(f"{name} in {path} needs a role: {', '.join(Role)}") from None
    if not str(row.get("password", "")).startswith("$2"):
        raise _refusal(f"{name} in {path} needs a password written as a bcrypt hash")
    return Account(username, role, frozenset(map(str, row.get("areas", ()))), str(row["password"]))


def _refusal(reason: str) -> SettingsError:
    return SettingsError(f"The dashboard can't start. STAIRCASE_ACCOUNTS_FILE: {reason}.")
