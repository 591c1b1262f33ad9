"""The list of triage as CSV, to send back to registration: whom to write to, about which photos, and in which words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from enrollment.errors import ReportError
from enrollment.triage.sentences import Language, message
from enrollment.triage.triage import Triaged
from vault.files import write_whole
from wire.spreadsheets import DELIMITER, inert

COLUMNS = ("number", "name", "chance_percent", "findings", "photos", "sentence_id", "sentence_en")


def write_csv(triaged: Iterable[Triaged], path: Path) -> None:
    """Write everybody with a finding, in the order given, readable by its owner only.

    ``photos`` are the files that something was found in; ``chance_percent`` is a whole number, 0 to 100, the same with
    either decimal mark. RFC 4180 but for semicolons, and UTF-8 with a mark, by which spreadsheets know it. Text that a
    spreadsheet would take for a formula gets an apostrophe in front. A file that is there is replaced at once or stays
    whole.

    Raises:
        ReportError: the file cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerow(COLUMNS)
    writer.writerows([inert(value) for value in _row(each)] for each in triaged if each.findings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, out.getvalue().encode("utf-8-sig", "replace"))
    except OSError as error:
        raise ReportError(f"report {path} cannot be written: {error.strerror}") from error


def _row(each: Triaged) -> tuple[str, ...]:
    return (
        each.number,
        each.name,
        f"{100 * each.chance:.0f}",
        " ".join(each.findings),
        ", ".join(photo.name for photo in each.photos if photo.findings),
        message(each, Language.INDONESIAN),
        message(each, Language.ENGLISH),
    )
