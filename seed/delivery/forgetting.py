"""Erasing a family from the case database: its rows and its keys, in one transaction, and nothing else."""

from collections.abc import Callable, Iterable

import sqlalchemy as sa

from data_access.engine import writing_engine
from data_access.tables import CaseTable
from seed.delivery.loading import writing

_OF_PERSONS = "person_id"


def forget(url: str, family_id: str, witness: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Erase a family; answers how many rows of which tables went, none where the family is not there.

    The delivery keeps the mark of its content: the same delivery again brings nothing back. A later one does,
    if the municipality's own system still holds the family. `witness` is called when rows have gone and can
    still come back: if it raises, they do.
    """
    tables = CaseTable.metadata.sorted_tables
    persons = CaseTable.metadata.tables["person"].columns
    own_persons = sa.select(persons.person_id).where(persons.family_id == family_id)
    gone = {}
    with writing(url) as connection:
        if connection.dialect.name == "sqlite":  # the bytes as well: a row that is erased is written over
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        for table in reversed(tables):
            if "family_id" in table.columns:
                chosen = table.columns.family_id == family_id
            elif _OF_PERSONS in table.columns:
                chosen = table.columns.person_id.in_(own_persons)
            else:
                continue
            gone[table.name] = connection.execute(table.delete().where(chosen)).rowcount
        erased = {table: rows for table, rows in gone.items() if rows}
        if erased:
            witness()
    _write_anew(url, erased)
    return erased


def _write_anew(url: str, tables: Iterable[str]) -> None:
    """PostgreSQL keeps what is erased in a table's file until that is written anew: so it is, now."""
    engine = writing_engine(url)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in tables:
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
    engine.dispose()
