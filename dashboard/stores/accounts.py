"""Who may sign in, as what, and to which areas: demo users, or the people `staircase users` has added; and
whoever has signed in at the municipality's provider, by the groups they were in then.

A municipality's accounts stand in the app store. They are read on every run: a role that is taken away, or an
account that is disabled, counts from the next click.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dashboard.provider.people import Note, people, unnoted
from dashboard.stores.app_store import ACCOUNT, opened
from dashboard.stores.settings import Settings, SettingsError
from dashboard.stores.viewer import Level, Role, Viewer

DEMO_PASSWORD = "opgang-til-opgang"
DEMO_HEAD, DEMO_EVALUATOR, DEMO_MANAGER = "leder", "evaluator", "omraade-"
NAME = re.compile(r"[a-z0-9æøåé][a-z0-9æøåé._@-]{0,63}")


class AccountError(Exception):
    """An account can't be made or changed so; the message says why."""


@dataclass(frozen=True)
class Account:
    """One person's way in.

    `password_hash` is empty for demo users, whose password is printed, and for those who sign in at the
    provider, whom no password lets in.
    """

    username: str
    role: Role
    areas: frozenset[str] = frozenset()
    password_hash: str = field(default="", repr=False)
    is_disabled: bool = False
    is_providers: bool = False

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
    """Everybody who may sign in now, by username. A name the provider gives takes nobody's account here."""
    own = _demo_accounts(areas) if settings.is_demo else _own_accounts(settings)
    every = (*_provider_accounts(settings), *own)
    return {account.username: account for account in every if not account.is_disabled}


def all_accounts(settings: Settings) -> tuple[Account, ...]:
    """Every account of the app store, the disabled ones too, by name."""
    return tuple(
        sorted((*_own_accounts(settings), *_provider_accounts(settings)), key=lambda one: one.username)
    )


def is_taken(settings: Settings, username: str) -> bool:
    """Is it the name of an account with a password, also a disabled one? The provider's people get none."""
    is_demos = username in (DEMO_HEAD, DEMO_EVALUATOR) or username.startswith(DEMO_MANAGER)
    return is_demos or username in {account.username for account in _own_accounts(settings)}


def _demo_accounts(areas: Iterable[str]) -> tuple[Account, ...]:
    return tuple(Account(user.username, user.role, user.areas) for user in demo_users(areas))


def _own_accounts(settings: Settings) -> tuple[Account, ...]:
    with opened(settings.app_store).begin() as connection:
        rows = connection.execute(sa.select(ACCOUNT).order_by(ACCOUNT.c.username)).all()
    return tuple(
        Account(row.username, Role(row.role), frozenset(row.areas), row.password_hash, row.is_disabled)
        for row in rows
    )


def _provider_accounts(settings: Settings) -> tuple[Account, ...]:
    """Those whose groups give access by the present mapping; nobody where there is no provider."""
    if not settings.has_provider:
        return ()
    found = ((one, settings.groups.access(one.groups)) for one in people(settings.app_store).every())
    return tuple(
        Account(one.username, access.role, access.areas, "", one.is_disabled, is_providers=True)
        for one, access in found
        if access
    )


def check_accounts(settings: Settings) -> None:
    """Refuses to start outside the demo setting while nobody could sign in."""
    if not settings.has_provider and not accounts(settings, ()):
        raise SettingsError(
            "The dashboard can't start: nobody may sign in. `staircase users add` makes an account, "
            "STAIRCASE_OIDC_ISSUER lets people in by a provider, STAIRCASE_SETTING=demo tries the demo."
        )


def check_groups(settings: Settings, known_areas: Iterable[str]) -> None:
    """Refuses to start where the provider's groups are to give an area that there is not."""
    known = sorted(known_areas)
    if unknown := settings.groups.unknown_areas(known):
        raise SettingsError(
            f"STAIRCASE_OIDC_GROUPS gives the area {', '.join(unknown)}, which the release does not have; it "
            f"has {', '.join(known)}."
        )


def add(settings: Settings, account: Account, known_areas: Iterable[str], note: Note = unnoted) -> None:
    """Make an account, and note it; its role and areas must fit each other and the release."""
    _check(account, frozenset(known_areas))
    if account.username in {one.username for one in people(settings.app_store).every()}:
        raise AccountError(f"{account.username} signs in at the provider, and needs no account here.")
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
            note(connection)
    except sa.exc.IntegrityError:
        raise AccountError(f"There is an account {account.username} already.") from None


def change_password(settings: Settings, username: str, password_hash: str, note: Note = unnoted) -> None:
    """Give an account another password, and note it; those who sign in at the provider have none."""
    if _change(settings, username, note, password_hash=password_hash):
        return
    if username in {one.username for one in people(settings.app_store).every()}:
        raise AccountError(f"{username} signs in at the provider and has no password here.")
    raise _unknown(username)


def set_disabled(settings: Settings, username: str, is_disabled: bool, note: Note = unnoted) -> None:
    """Keep somebody out, or let them in again, and note it; also those who sign in at the provider."""
    if _change(settings, username, note, is_disabled=is_disabled):
        return
    if not people(settings.app_store).set_disabled(username, is_disabled, note):
        raise _unknown(username)


def _change(settings: Settings, username: str, note: Note, **values: str | bool) -> bool:
    wanted = sa.update(ACCOUNT).where(ACCOUNT.c.username == username).values(**values)
    with opened(settings.app_store).begin() as connection:
        is_found = bool(connection.execute(wanted).rowcount)
        if is_found:
            note(connection)
    return is_found


def _unknown(username: str) -> AccountError:
    return AccountError(f"There is no account {username}. `staircase users list` names them all.")


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
