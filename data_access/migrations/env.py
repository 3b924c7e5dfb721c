"""How Alembic reaches the case database: over the connection `upgrade` gives it, or by DATABASE_URL.

A new migration is drafted from the table classes against a database at the version before, then edited:
`DATABASE_URL=sqlite:///.data/case.db uv run alembic revision --autogenerate -m "what changes"`.
"""

import os
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from data_access.columns import Money
from data_access.engine import writing_engine
from data_access.tables import CaseTable


def plain_type(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """A migration is a record of its day: it names database types and never the project's own classes."""
    if kind == "type" and isinstance(item, Money):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


def migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=CaseTable.metadata,
        render_item=plain_type,
        render_as_batch=True,
        transactional_ddl=True,
        autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with writing_engine(os.environ["DATABASE_URL"], references=False).begin() as own:
        migrate(own)
