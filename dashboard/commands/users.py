"""The command `staircase users`: who may sign in, outside the demo.

A password is made here and printed once. It is never typed on a command line, where others could read it.
What is changed stands in the logbook, and isn't changed where that can't be written.
"""

import argparse

from dashboard.stores.accounts import (
    Account,
    AccountError,
    accounts,
    add,
    all_accounts,
    as_kept,
    change_password,
    set_disabled,
)
from dashboard.stores.attempts import attempts
from dashboard.stores.by_command import noting
from dashboard.stores.logbook import Did
from dashboard.stores.passwords import hashed, new_password
from dashboard.stores.served import served_areas, served_release
from dashboard.stores.sessions import sessions
from dashboard.stores.settings import Settings, settings
from dashboard.stores.viewer import Role


def carry_out(chosen: argparse.Namespace) -> None:
    """One of add, disable, enable, reset, list and groups."""
    present = settings()
    if chosen.what in ("list", "groups"):
        {"list": _list, "groups": _groups}[chosen.what](present)
        return
    if present.is_demo:
        raise AccountError("The demo users can't be changed: STAIRCASE_SETTING is demo.")
    name = as_kept(chosen.name)
    {"add": _add, "disable": _disable, "enable": _enable, "reset": _reset}[chosen.what](present, name, chosen)


def _add(present: Settings, name: str, chosen: argparse.Namespace) -> None:
    password, areas = new_password(), frozenset(chosen.area or ())
    known = {row["area_id"] for row in served_release().context["area"]} if areas else set()
    given = {"area": ", ".join(sorted(areas))} if areas else {}
    note = noting(Did.USER_ADDED, user=name, role=chosen.role, **given)
    add(present, Account(name, Role(chosen.role), areas, hashed(password)), known, note)
    _print_once(name, password)


def _disable(present: Settings, name: str, chosen: argparse.Namespace) -> None:
    set_disabled(present, name, True, noting(Did.USER_DISABLED, user=name))
    sessions().end_all(name)
    print(f"{name} is signed out and can't sign in any more.")


def _enable(present: Settings, name: str, chosen: argparse.Namespace) -> None:
    set_disabled(present, name, False, noting(Did.USER_ENABLED, user=name))
    print(f"{name} may sign in again.")


def _reset(present: Settings, name: str, chosen: argparse.Namespace) -> None:
    password = new_password()
    change_password(present, name, hashed(password), noting(Did.PASSWORD_RESET, user=name))
    sessions().end_all(name)
    attempts().forgive(name)
    _print_once(name, password)


def _list(present: Settings) -> None:
    people = _demo(present) if present.is_demo else all_accounts(present)
    print(f"{'user':<24}{'role':<18}{'areas':<32}may sign in")
    for account in people:
        areas = ", ".join(sorted(account.areas)) or "all"
        may = "no" if account.is_disabled else "yes, at the provider" if account.is_providers else "yes"
        print(f"{account.username:<24}{account.role:<18}{areas:<32}{may}")


def _groups(present: Settings) -> None:
    """The mapping as it holds now."""
    if not present.has_provider:
        raise AccountError("Nobody signs in at a provider: STAIRCASE_OIDC_ISSUER is not set.")
    print("\n".join(present.groups.lines()))


def _demo(present: Settings) -> tuple[Account, ...]:
    return tuple(accounts(present, served_areas()).values())


def _print_once(name: str, password: str) -> None:
    print(f"{name} signs in with the password {password}")
    print("It is shown this once. Hand it over in person or by a safe way.")
