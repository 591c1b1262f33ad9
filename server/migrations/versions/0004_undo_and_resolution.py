"""Undos and resolutions of check-ins, who stands for them, and where each candidate stands since which report.

What reports before this step say has no undo, resolution, operator or deadline in it. Where to find their openings is
not looked up: a rebuild does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# By status: the check-in that counts, which is the first of its kind or the last.
_COUNTING = {
    "ADMITTED": ("'ADMIT', 'ADMIT_MANUAL'", "ASC"),
    "PROVISIONAL": ("'PROVISIONAL'", "DESC"),
    "REFUSED": ("'REFUSE'", "DESC"),
    "SEEN": ("'CANCEL'", "DESC"),
}


def upgrade() -> None:
    """Make the tables and columns, and tell of each candidate which report counts."""
    _make_tables()
    _add_columns()
    own = "checkin.session_id = candidate.session_id AND checkin.candidate_number = candidate.number"
    op.execute(f"UPDATE candidate SET changed = COALESCE((SELECT max(id) FROM checkin WHERE {own}), 0)")  # noqa: S608
    for status, (decisions, order) in _COUNTING.items():
        op.execute(
            "UPDATE candidate SET (decided_at, station_id) = ("  # noqa: S608
            f"SELECT occurred_at, station_id FROM checkin WHERE {own} AND decision IN ({decisions}) "
            f"ORDER BY occurred_at {order}, id {order} LIMIT 1) WHERE status = '{status}'"
        )


def _add_columns() -> None:
    moment, name = sa.DateTime(timezone=True), sa.String(length=120)
    op.add_column("checkin", sa.Column("operator", name, nullable=True))
    op.add_column("checkin", sa.Column("second", name, nullable=True))
    op.add_column("checkin", sa.Column("deadline", moment, nullable=True))
    op.add_column("checkin", sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("checkin", sa.Column("resolution", sa.String(length=32), nullable=True))
    op.add_column("candidate", sa.Column("changed", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("candidate", sa.Column("decided_at", moment, nullable=True))
    op.add_column("candidate", sa.Column("station_id", sa.String(length=64), nullable=True))
    op.add_column("candidate", sa.Column("operator", name, nullable=True))
    op.add_column("candidate", sa.Column("deadline", moment, nullable=True))
    op.create_index("ix_candidate_session_id_changed", "candidate", ["session_id", "changed"])


def _make_tables() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=120), nullable=False),
        sa.Column("candidate_number", sa.String(length=120), nullable=False),
        sa.Column("checkin_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["report.id"], name="fk_amendment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
    )
    op.create_index("ix_amendment_candidate_number", "amendment", ["candidate_number"])
    op.create_index("ix_amendment_session_id_candidate_number", "amendment", ["session_id", "candidate_number"])
    op.create_table(
        "station_event",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("station_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["report.id"], name="fk_station_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_station_event"),
    )
    op.create_index(
        "ix_station_event_station_id_kind_journal_id_station_seq",
        "station_event",
        ["station_id", "kind", "journal_id", "station_seq"],
    )
