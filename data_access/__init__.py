"""The case database: its tables, its versions, and reading it. Nothing here knows what an indicator is.

Names are loaded when they are first asked for: an indicator needs `Case` alone, and a process that only
serves released figures should not wait seconds for database libraries it never uses.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data_access.case import Case
    from data_access.engine import CaseDatabaseError, read_only_engine, writing_engine
    from data_access.queries import read_case, read_delivery
    from data_access.schema import newest_version, schema_version, upgrade

__all__ = [
    "Case",
    "CaseDatabaseError",
    "newest_version",
    "read_case",
    "read_delivery",
    "read_only_engine",
    "schema_version",
    "upgrade",
    "writing_engine",
]

_HOME = {
    "Case": "case",
    "CaseDatabaseError": "engine",
    "newest_version": "schema",
    "read_case": "queries",
    "read_delivery": "queries",
    "read_only_engine": "engine",
    "schema_version": "schema",
    "upgrade": "schema",
    "writing_engine": "engine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
