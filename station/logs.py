"""Where the log goes. It never holds a name, a number of a candidate, or a picture.

Every program calls one of these first: structlog left to itself prints the local variables of a traceback, and those
of a failing analysis are somebody's face.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

import structlog

_FILE_BYTES, _FILES = 5 * 1024 * 1024, 3


def log_to_file(path: Path) -> None:
    """Log to a rotating file, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _configure(logging.handlers.RotatingFileHandler(path, maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8"))


def log_to_stderr() -> None:
    """Log to standard error, one JSON object a line."""
    _configure(logging.StreamHandler(sys.stderr))


def _configure(handler: logging.Handler) -> None:
    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
