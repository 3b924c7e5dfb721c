"""The case database: its tables, its versions, and reading it. Nothing here knows what an indicator is."""

from data_access.case import Case
from data_access.engine import CaseDatabaseError, read_only_engine, writing_engine
from data_access.queries import read_case
from data_access.schema import newest_version, schema_version, upgrade

__all__ = [
    "Case",
    "CaseDatabaseError",
    "newest_version",
    "read_case",
    "read_only_engine",
    "schema_version",
    "upgrade",
    "writing_engine",
]
