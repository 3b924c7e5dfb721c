"""Who may sign in, as what, and to which areas: demo users, or the people `staircase users` has added.

A municipality's accounts stand in the app store. They are read on every run: a role that is taken away, or an
account that is disabled, counts from the next click.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dashboard.app_store import ACCOUNT, opened
from dashboard.settings import Settings, SettingsError
from dashboard.viewer import Level, Role, Viewer

DEMO_PASSWORD = "opgang-til-opgang"
DEMO_HEAD, DEMO_EVALUATOR, DEMO_MANAGER = "leder", "evaluator", "omraade-"
NAME = re.compile(r"[a-z0-9æøåé][a-z0-9æøåé._@-]{0,63}")


class AccountError(Exception):
    """An account can't be made or changed so; the message says why."""


@dataclass(frozen=True)
class Account:
    """One person's way in. `password_hash` is empty for demo users, whose password is printed."""

    username: str
    role: Role
    areas: frozenset[str] = frozenset()
    password_hash: str = field(default="", repr=False)
    is_disabled: bool = False

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


def as_kept(name: str) -> str:
    """A user name as its account is kept, however it was typed."""
    return unicodedata.normalize("NFC", name.strip().lower())


def accounts(settings: Settings, areas: Iterable[str]) -> Mapping[str, Account]:
    """Everybody who may sign in now, by username."""
    if settings.is_demo:
        return {user.username: Account(user.username, user.role, user.areas) for user in demo_users(areas)}
    return {account.username: account for account in all_accounts(settings) if not account.is_disabled}


def all_accounts(settings: Settings) -> tuple[Account, ...]:
    """Every account of the app store, the disabled ones too, by name."""
    with opened(settings.app_store).begin() as connection:
        rows = connection.execute(sa.select(ACCOUNT).order_by(ACCOUNT.c.username)).all()
    return tuple(
        Account(row.username, Role(row.role), frozenset(row.areas), row.password_hash, row.is_disabled)
        for row in rows
    )


def check_accounts(settings: Settings) -> None:
    """Refuses to start outside the demo setting while nobody could sign in."""
    if not accounts(settings, ()):
        raise SettingsError(
            "The dashboard can't start: nobody may sign in. `staircase users add` makes an account; "
            "STAIRCASE_SETTING=demo tries the demo."
        )


def add(settings: Settings, account: Account, known_areas: Iterable[str]) -> None:
    """Make an account; its role and areas must fit each other and the release."""
    _check(account, frozenset(known_areas))
    row = {
        "username": account.username,
        "role": account.role.value,
        "areas": sorted(account.areas),
        "password_hash": account.password_hash,
        "is_disabled": account.is_disabled,
    }
    try:
        with opened(settings.app_store).begin() as connection:
            connection.execute(sa.insert(ACCOUNT).values(row))
    except sa.exc.IntegrityError:
        raise AccountError(f"There is an account {account.username} already.") from None


def change(settings: Settings, username: str, **values: str | bool) -> None:
    """Give an account another password hash, disable it, or enable it again."""
    with opened(settings.app_store).begin() as connection:
        changed = connection.execute(
            sa.update(ACCOUNT).where(ACCOUNT.c.username == username).values(**values)
        )
    if not changed.rowcount:
        raise AccountError(f"There is no account {username}. `staircase users list` names them all.")


def _check(account: Account, known_areas: frozenset[str]) -> None:
    name = account.username
    if not NAME.fullmatch(name):
        raise AccountError(f"{name!r} can't be a user name: letters, digits and . _ @ - only, at most 64.")
    if name in (DEMO_HEAD, DEMO_EVALUATOR) or name.startswith(DEMO_MANAGER):
        raise AccountError(f"{name} is the name of a demo user, and those exist in the demo only.")
    if account.role is not Role.AREA_MANAGER and account.areas:
        raise AccountError(f"The role {account.role} sees every area: leave --area out.")
    if account.role is Role.AREA_MANAGER and not account.areas:
        raise AccountError("An area manager needs at least one --area.")
    if unknown := sorted(account.areas - known_areas):
        raise AccountError(
            f"The release has no area {', '.join(unknown)}; it has {', '.join(sorted(known_areas))}."
        )
