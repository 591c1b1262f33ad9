"""Session packs that wait for their stations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    digest, moment = sa.String(length=64), sa.DateTime(timezone=True)
    op.create_table(
        "session_pack",
        sa.Column("digest", digest, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_session_pack"),
    )
    op.create_index("ix_session_pack_expires_at", "session_pack", ["expires_at"])
    op.create_table(
        "pack_reader",
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("digest", digest, nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["session_pack.digest"], name="fk_pack_reader_digest"),
        sa.PrimaryKeyConstraint("station_id", "digest", name="pk_pack_reader"),
    )
    op.create_index("ix_pack_reader_digest", "pack_reader", ["digest"])
    op.create_table(
        "pack_piece",
        sa.Column("digest", digest, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["session_pack.digest"], name="fk_pack_piece_digest"),
        sa.PrimaryKeyConstraint("digest", "number", name="pk_pack_piece"),
    )
