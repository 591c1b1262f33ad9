"""Which pictures that reports name have not arrived whole, to be found without looking at all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index, and look at what has arrived."""
    op.add_column("picture_use", sa.Column("awaited", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "UPDATE picture_use SET awaited = false "
        "WHERE digest IN (SELECT digest FROM evidence_picture WHERE completed_at IS NOT NULL)"
    )
    op.create_index(
        "ix_picture_use_awaited",
        "picture_use",
        ["station_id", "digest"],
        sqlite_where=sa.text("awaited = 1"),
        postgresql_where=sa.text("awaited"),
    )
