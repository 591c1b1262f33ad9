"""Reports and alarms.

There is no way back: going back would delete reports, and no program may do that.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEPT_FOR_GOOD = ("report", "alarm")


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and the triggers that keep what is in them."""
    op.create_table(
        "report",
        sa.Column("id", _id(), nullable=False),
        sa.Column("station_id", sa.String(64), nullable=False),
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("station_seq", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(120), nullable=False),
        sa.Column("candidate_number", sa.String(120), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=True),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("score", sa.Float, nullable=True),
        sa.Column("threshold", sa.Float, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("station_id", "report_id", name="uq_report_station_id_report_id"),
        sa.UniqueConstraint("station_id", "station_seq", name="uq_report_station_id_station_seq"),
    )
    op.create_index("ix_report_decision", "report", ["decision"])
    op.create_table(
        "alarm",
        sa.Column("id", _id(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("station_id", sa.String(64), nullable=False),
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("station_seq", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
        sa.UniqueConstraint(
            "kind", "station_id", "report_id", "digest", name="uq_alarm_kind_station_id_report_id_digest"
        ),
    )
    for table in _KEPT_FOR_GOOD:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_forbids_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are kept as they are'); END"
            )
