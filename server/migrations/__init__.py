"""The history of the schema, one file a step. Alembic runs them; see `server.schema`."""
