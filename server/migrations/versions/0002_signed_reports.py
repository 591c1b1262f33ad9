"""Signed reports: facts that triggers keep, the registry, and the projections.

There is no way back: going back would delete reports, and no program may do that.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None
branch_labels = None
depends_on = None

_KEPT_FOR_GOOD = ("report", "contradiction", "settlement", "access")


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and the triggers that keep the facts."""
    _make_tables()
    if op.get_bind().dialect.name == "postgresql":
        _keep_on_postgresql()
    else:
        _keep_on_sqlite()


def _keep_on_sqlite() -> None:
    for table in _KEPT_FOR_GOOD:
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_forbids_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are kept as they are'); END"
            )


def _keep_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION hadir_keep() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% rows are kept as they are', TG_TABLE_NAME; END $$"
    )
    for table in _KEPT_FOR_GOOD:
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION hadir_keep()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION hadir_keep()"
        )


def _make_tables() -> None:
    op.create_table(
        "access",
        sa.Column("id", _id(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_name", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=260), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access"),
    )
    op.create_index("ix_access_at", "access", ["at"])
    op.create_table(
        "candidate",
        sa.Column("session_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stations", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_candidate"),
    )
    op.create_index("ix_candidate_session_id_status", "candidate", ["session_id", "status"])
    op.create_table(
        "case",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=260), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("station_id", sa.String(length=64), nullable=True),
        sa.Column("session_id", sa.String(length=120), nullable=True),
        sa.Column("candidate_number", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_case"),
    )
    op.create_index("ix_case_is_open_kind", "case", ["is_open", "kind"])
    op.create_index("ix_case_session_id", "case", ["session_id"])
    op.create_table(
        "contradiction",
        sa.Column("id", _id(), nullable=False),
        sa.Column("problem", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("station_seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("signature", sa.String(length=88), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contradiction"),
        sa.UniqueConstraint(
            "problem", "station_id", "report_id", "digest", name="uq_contradiction_problem_station_id_report_id_digest"
        ),
    )
    op.create_table(
        "evidence_picture",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_evidence_picture"),
    )
    op.create_table(
        "exam_session",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("venue", sa.String(length=120), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("utc_offset", sa.Integer(), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("opened_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_there", sa.Boolean(), nullable=True),
        sa.Column("admitted", sa.BigInteger(), nullable=False),
        sa.Column("provisional", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exam_session"),
    )
    op.create_index("ix_exam_session_starts_at", "exam_session", ["starts_at"])
    op.create_index("ix_exam_session_venue", "exam_session", ["venue"])
    op.create_table(
        "failed_login",
        sa.Column("id", _id(), nullable=False),
        sa.Column("subject", sa.String(length=260), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_login"),
    )
    op.create_index("ix_failed_login_subject_at", "failed_login", ["subject", "at"])
    op.create_table(
        "gap",
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "first_seq", name="pk_gap"),
    )
    op.create_index("ix_gap_station_id", "gap", ["station_id"])
    op.create_table(
        "journal_head",
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", name="pk_journal_head"),
    )
    op.create_index("ix_journal_head_station_id", "journal_head", ["station_id"])
    op.create_table(
        "minute",
        sa.Column("session_id", sa.String(length=120), nullable=False),
        sa.Column("minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("admitted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "minute", name="pk_minute"),
    )
    op.create_table(
        "rate",
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=120), nullable=False),
        sa.Column("checkins", sa.BigInteger(), nullable=False),
        sa.Column("genuine", sa.BigInteger(), nullable=False),
        sa.Column("missed", sa.BigInteger(), nullable=False),
        sa.Column("impostor", sa.BigInteger(), nullable=False),
        sa.Column("false_matches", sa.BigInteger(), nullable=False),
        sa.Column("decisions", sa.BigInteger(), nullable=False),
        sa.Column("overrides", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("station_id", "session_id", name="pk_rate"),
    )
    op.create_index("ix_rate_session_id", "rate", ["session_id"])
    op.create_table(
        "report",
        sa.Column("id", _id(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("station_seq", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("signature", sa.String(length=88), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("journal_id", "station_seq", name="uq_report_journal_id_station_seq"),
        sa.UniqueConstraint("station_id", "report_id", name="uq_report_station_id_report_id"),
    )
    op.create_table(
        "settlement",
        sa.Column("id", _id(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=260), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("user_name", sa.String(length=120), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
    )
    op.create_index("ix_settlement_kind_subject", "settlement", ["kind", "subject"])
    op.create_table(
        "station",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("next_token_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_station"),
        sa.UniqueConstraint("next_token_hash", name="uq_station_next_token_hash"),
        sa.UniqueConstraint("token_hash", name="uq_station_token_hash"),
    )
    op.create_index("ix_station_venue", "station", ["venue"])
    op.create_table(
        "user",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_user"),
    )
    op.create_table(
        "checkin",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=120), nullable=False),
        sa.Column("candidate_number", sa.String(length=120), nullable=False),
        sa.Column("checkin_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("threshold", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["report.id"], name="fk_checkin_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checkin"),
    )
    op.create_index("ix_checkin_candidate_number", "checkin", ["candidate_number"])
    op.create_index("ix_checkin_session_id_candidate_number", "checkin", ["session_id", "candidate_number"])
    op.create_index("ix_checkin_session_id_id", "checkin", ["session_id", "id"])
    op.create_index("ix_checkin_station_id_id", "checkin", ["station_id", "id"])
    op.create_table(
        "contact",
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heartbeat", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_contact_station_id"),
        sa.PrimaryKeyConstraint("station_id", name="pk_contact"),
    )
    op.create_table(
        "invite",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_key_id", sa.String(length=32), nullable=True),
        sa.Column("used_journal_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_invite_station_id"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invite"),
    )
    op.create_index("ix_invite_station_id", "invite", ["station_id"])
    op.create_table(
        "journal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("continues", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_journal_station_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_station_id", "journal", ["station_id"])
    op.create_table(
        "login",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_name", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_name"], ["user.name"], name="fk_login_user_name"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_login"),
    )
    op.create_index("ix_login_user_name", "login", ["user_name"])
    op.create_table(
        "picture_use",
        sa.Column("report", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_picture_use_report"),
        sa.PrimaryKeyConstraint("report", "position", name="pk_picture_use"),
    )
    op.create_index("ix_picture_use_digest", "picture_use", ["digest"])
    op.create_table(
        "station_key",
        sa.Column("id", _id(), nullable=False),
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.String(length=44), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journal.id"], name="fk_station_key_journal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_station_key"),
        sa.UniqueConstraint("journal_id", "first_seq", name="uq_station_key_journal_id_first_seq"),
    )
