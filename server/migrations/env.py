"""Runs the migrations on the connection that `server.schema.upgrade` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from server.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
