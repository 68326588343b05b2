"""Read a workbook that somebody brings, and know what a file is by its first bytes.

People rename pictures, lock workbooks, keep old kinds; somebody may bring a file that unpacks to gigabytes.
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, time
from itertools import islice
from typing import IO, Literal
from xml.etree import ElementTree

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from exchange.errors import NeedsAPerson

Why = Literal[
    "heavy",  # more than 2 MiB
    "long",  # more rows, columns or cells than any school has
    "empty",
    "damaged",
    "locked",  # with a password
    "old",  # .xls
    "open document",  # .ods
    "other program",  # .xlsb, .numbers
    "picture",
    "document",  # PDF, Word, a page of the web
    "unknown",
]

LARGEST_MIB = 2  # a list of 200 pupils weighs 20 KiB
UNPACKED_MIB = 4  # of XML: 60,000 cells; 7 s of a Pi at worst
MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 10_000, 60, 1_000

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: old Office, and new Office locked
LOCKED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
DOCUMENTS = (b"%pdf", b"{\\rtf", b"<!doctype", b"<html", b"<?xml")
ZIP = b"PK\x03\x04"
BOOK, OTHER_BOOKS = "xl/workbook.xml", ("xl/workbook.bin", "Index/Document.iwa")
MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"

DAMAGE = (  # what zipfile, ElementTree and openpyxl meet a damaged part with
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException),
)


class WrongSheet(NeedsAPerson):
    """A file is not a table that can be read; `why` says what it is."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def is_workbook(content: bytes) -> bool:
    """Say whether this is a workbook; else it may be text.

    Raises:
        WrongSheet: it is neither, or too large.
    """
    if len(content) > LARGEST_MIB * 2**20:
        raise WrongSheet("heavy")
    if content.startswith(COMPOUND):
        raise WrongSheet("locked" if LOCKED in content else "old")
    if content.startswith(PICTURES):
        raise WrongSheet("picture")
    if content[:20].lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(DOCUMENTS):
        raise WrongSheet("document")
    return content.startswith(ZIP)


def workbook_rows(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet that says something; a merged cell says it in each of its rows.

    Raises:
        WrongSheet: it is no workbook, damaged, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of colours and charts that it leaves out
            _check(parts)
            return next((rows for rows in _sheets(parts, content) if rows), [])
    except DAMAGE as error:
        raise WrongSheet("damaged") from error


def _check(parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if "mimetype" in names and b"opendocument" in parts.open("mimetype").read(100):
        raise WrongSheet("open document")
    if names.intersection(OTHER_BOOKS):
        raise WrongSheet("other program")
    if BOOK not in names:
        raise WrongSheet("document")
    unpacked = sum(part.file_size for part in parts.infolist() if part.filename.endswith((".xml", ".rels")))
    if unpacked > UNPACKED_MIB * 2**20:  # zipfile reads no part beyond the size that it is said to have
        raise WrongSheet("long")


def _sheets(parts: zipfile.ZipFile, content: bytes) -> Iterator[list[list[str]]]:
    """Yield the rows of each sheet."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # the size that the file claims
        found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
        rows = [[_text_of(cell) for cell in row] for row in islice(found, MOST_ROWS + 1)]
        with parts.open(sheet._worksheet_path) as part:
            _fill_merged(rows, part)
        yield rows if any(map(any, rows)) else []


def _text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return str(cell)


def _fill_merged(rows: list[list[str]], part: IO[bytes]) -> None:
    """Say in each row of a merged cell, in its first column, what its first row says."""
    for column, first, last in islice(_merged(part), MOST_MERGED):
        said = _cell(rows, first, column)
        for row in rows[first:last] if said else []:
            row.extend([""] * (column - len(row)))
            row[column - 1] = said


def _merged(part: IO[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield first column, first row and last row of each merged cell, from 1."""
    for _event, element in ElementTree.iterparse(part):  # noqa: S314  # expat bounds what entities make
        if element.tag == MERGED:
            column, first, _last_column, last = range_boundaries(element.get("ref"))
            yield column, first, last
        element.clear()


def _cell(rows: list[list[str]], row: int, column: int) -> str:
    in_row = rows[row - 1] if row <= len(rows) else []
    return in_row[column - 1] if column <= len(in_row) else ""
