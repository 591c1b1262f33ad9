"""Another program that holds a station's database: a process of its own.

    python -m tests.functional.faults.database_holder FILE

Prints a line once it has it, and keeps it until it is ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from station.journal import database
from tests.station.makers import KEY


def main() -> None:
    """Hold it."""
    connection = database.connect_existing(Path(sys.argv[1]), KEY)
    connection.execute("BEGIN EXCLUSIVE")
    sys.stdout.write("held\n")
    sys.stdout.flush()
    sys.stdin.read()
    connection.close()


if __name__ == "__main__":
    main()
