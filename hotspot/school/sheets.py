"""Tables that people bring and take away: CSV and XLSX.

What a cell says is data, in and out: nothing is reckoned here, and no program of the reader's runs it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from hotspot.school.workbooks import MOST_COLUMNS, MOST_ROWS, WrongSheet, is_workbook, workbook_rows

Cell = str | int | float | None

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection"
TITLE_LETTERS = 31  # of a sheet, in Excel
WIDEST, NARROWEST = 40, 8  # letters
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, 2.2
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def rows_of(content: bytes) -> list[list[str]]:
    """Return the rows of a table as text, empty ones too, so that row 3 of the file is `[2]`.

    What the file is, its first bytes say, whatever it is called.

    Raises:
        WrongSheet: it is too large, damaged, locked or no table; says which.
    """
    rows = workbook_rows(content) if is_workbook(content) else _rows_of_text(content)
    cleaned = [_without_end([_clean(cell) for cell in row]) for row in rows]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    if not cleaned:
        raise WrongSheet("empty")
    if len(cleaned) > MOST_ROWS or max(map(len, cleaned)) > MOST_COLUMNS:
        raise WrongSheet("long")
    return cleaned


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV that the region's spreadsheets open with its accents and columns."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [_harmless(cell) for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig", errors="replace")


def xlsx_bytes(rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """Return a workbook of one sheet; its first row is the headings."""
    table = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", _UNWRITABLE.sub("", title))[:TITLE_LETTERS].strip("' "))
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(table):
        sheet.append([_typed(sheet, cell, is_heading=number == 0) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows_of_text(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise WrongSheet("unknown")
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)  # what Excel writes to itself
    reader = csv.reader(io.StringIO(rest if told else text), delimiter=told[1] if told else _separator(text))
    try:
        return [[_without_guard(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise WrongSheet("unknown") from error


def _decoded(content: bytes) -> str:
    """Return a text in UTF-8, in Excel's "Unicode text", or as Windows of the region writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        letters = [byte for byte in content if byte > 0x7F or chr(byte).isalpha()]  # noqa: PLR2004
        is_arabic = sum(byte > 0x7F for byte in letters) * 2 > len(letters)  # noqa: PLR2004
        return content.decode("cp1256" if is_arabic else "cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the sign between columns: the one that most of the first lines have."""
    lines = text.splitlines()[:50]
    return max(";\t,", key=lambda sign: sum(sign in line for line in lines))


def _without_guard(cell: str) -> str:
    """Undo `_harmless`: a list that comes back is the list that went."""
    return cell[1:] if cell.startswith("'") and _may_run(cell) else cell


def _clean(cell: str) -> str:
    return " ".join(cell.split())


def _without_end(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _harmless(cell: Cell) -> Cell:
    """Return what a spreadsheet shows as it is written."""
    return f"'{cell}" if isinstance(cell, str) and _may_run(cell) else cell


def _may_run(text: str) -> bool:
    return text.lstrip("'").startswith(RUNS_AS_FORMULA)


def _typed(sheet: object, cell: Cell, *, is_heading: bool) -> object:
    """Return a cell of which a text is a text, whatever it begins with."""
    written = WriteOnlyCell(sheet, _UNWRITABLE.sub("", cell) if isinstance(cell, str) else cell)
    if isinstance(cell, str):
        written.data_type = "s"
        written.quotePrefix = cell.startswith(RUNS_AS_FORMULA)
    if is_heading:
        written.font = Font(bold=True)
    return written


def _widths(table: list[list[Cell]]) -> list[int]:
    columns = max(map(len, table), default=0)
    longest = [
        max(len(str(row[place] or "")) for row in table if place < len(row)) for place in range(columns)
    ]
    return [min(WIDEST, max(NARROWEST, letters + 2)) for letters in longest]
