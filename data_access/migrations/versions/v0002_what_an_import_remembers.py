"""What an import remembers: the mark of a delivery's content, and what it warned of."""

import sqlalchemy as sa
from alembic import op

from data_access.migrations.columns import key, refers, words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # SQLite makes the table anew, so that a migrated database reads as one that was made today.
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("delivery", recreate="always" if is_sqlite else "never") as delivery:
        delivery.add_column(sa.Column("content_sha256", sa.String(), nullable=True))
    op.create_table(
        "delivery_warning",
        sa.Column("warning_no", sa.Integer(), nullable=False),
        *words("delivery_id", "rule", "table_name"),
        sa.Column("row_no", sa.Integer(), nullable=True),
        *words("column_name", "family_id", empty=True),
        key("warning_no"),
        refers("delivery_id", "delivery.delivery_id"),
        refers("family_id", "family.family_id"),
    )
