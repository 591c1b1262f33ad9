"""The API's description for programs: `python -m server.openapi` prints it; docs/openapi.json is what it printed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from server.app import create_app
from server.database import open_engine


def description() -> str:
    """The OpenAPI document of this program, as it stands in the docs."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'none.sqlite3'}")
        document = create_app(engine, lambda: datetime.now(UTC)).openapi()
        engine.dispose()
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(description(), end="")
