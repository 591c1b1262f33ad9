"""XLSX files for tests, part by part as ECMA-376 has them, the spoilt ones included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = datetime(1899, 12, 30)
_DATE, _TIME, _MOMENT = 1, 2, 3  # styles
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/>'
    '<xf numFmtId="22"/></cellXfs></styleSheet>'
)


@dataclass(frozen=True)
class Formula:
    """A formula and the value that Excel has stored with it."""

    text: str
    value: float


Cell = str | float | bool | date | time | Formula | None


def workbook(
    *sheets: Sequence[Sequence[Cell]],
    names: Sequence[str] = ("Peserta", "Catatan"),
    hidden: Sequence[str] = (),
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of sheets; ``parts`` are added to the archive, or take the place of what would be written."""
    titles = list(zip(names, sheets, strict=False))
    everything = {
        "[Content_Types].xml": _types(len(titles)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book([title for title, _ in titles], hidden),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(titles) + 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{place}.xml": sheet_of(rows) for place, (_, rows) in enumerate(titles, 1)},
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in everything.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def sheet_of(rows: Sequence[Sequence[Cell]], more: str = "") -> str:
    """The XML of a sheet; ``more`` are rows that are XML already."""
    written = "".join(_row(line, row) for line, row in enumerate(rows, 1) if row)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{written}{more}</sheetData></worksheet>'


def _row(line: int, cells: Sequence[Cell]) -> str:
    written = "".join(_cell(f"{_letters(column)}{line}", cell) for column, cell in enumerate(cells))
    return f'<row r="{line}">{written}</row>'


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell(place: str, value: Cell) -> str:
    match value:
        case None:
            return f'<c r="{place}" s="{_DATE}"/>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case Formula():
            return f'<c r="{place}"><f>{escape(value.text)}</f><v>{value.value!r}</v></c>'
        case datetime():
            days = (value - _EPOCH).total_seconds() / 86_400
            return f'<c r="{place}" s="{_MOMENT}"><v>{days!r}</v></c>'
        case date():
            return f'<c r="{place}" s="{_DATE}"><v>{(value - _EPOCH.date()).days}</v></c>'
        case time():
            return f'<c r="{place}" s="{_TIME}"><v>{(value.hour * 60 + value.minute) / 1440!r}</v></c>'
        case _:
            return f'<c r="{place}"><v>{value!r}</v></c>'


def _types(sheets: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"} | {
        f"/xl/worksheets/sheet{place}.xml": "worksheet" for place in range(1, sheets + 1)
    }
    written = "".join(
        f'<Override PartName="{part}" ContentType="{base}.{kind}+xml"/>' for part, kind in overrides.items()
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{written}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="rId{place}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _book(titles: Sequence[str], hidden: Sequence[str]) -> str:
    written = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{place}" r:id="rId{place}"'
        + (' state="hidden"/>' if title in hidden else "/>")
        for place, title in enumerate(titles, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{written}</sheets></workbook>'
