"""Tables come and go as CSV and XLSX: whatever the bytes, rows or a reason; what a cell says is data."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hotspot.school.sheets import csv_bytes, rows_of, xlsx_bytes
from hotspot.school.workbooks import WrongSheet

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=12
)
CELLS = st.one_of(WORDS, st.sampled_from(["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", '"', ";", "'=1"]))
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6)
FORMULAS = ["=cmd|' /C calc'!A0", "+33", "-2", "@SUM(A1)", "\t=1"]


def cleaned(table):
    """A table as it is read: white space put in order, without what is empty at its ends."""
    rows = [[" ".join(cell.split()) for cell in row] for row in table]
    rows = [row[: max((n for n, cell in enumerate(row, 1) if cell), default=0)] for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def workbook(fill):
    book = Workbook()
    fill(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rows_or_reason(content):
    try:
        return rows_of(content)
    except WrongSheet as wrong:
        return wrong.why


def without(part, file):
    """A workbook that lacks one of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as whole, zipfile.ZipFile(written, "w") as less:
        for name in whole.namelist():
            if name != part:
                less.writestr(name, whole.read(name))
    return written.getvalue()


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_a_table_that_goes_out_comes_back_the_same(table):
    if not cleaned(table) or table[0][0].startswith("sep="):
        return
    assert rows_of(csv_bytes(table)) == cleaned(table)
    assert rows_of(xlsx_bytes(table, "CI : 2026/2027")) == cleaned(table)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"a;b\n"]))
def test_whatever_the_bytes_there_are_rows_or_a_reason(content, beginning):
    assert rows_or_reason(beginning + content)


BOOK = xlsx_bytes([["Prénom", "Sexe"], ["Awa", "F"], ["Moussa", "M"]], "CI")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_gives_rows_or_a_reason(place, damage):
    assert rows_or_reason(BOOK[:place] + damage + BOOK[place + len(damage) :])


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(zipfile.ZipFile(io.BytesIO(BOOK)).namelist()), st.integers(0, 400), st.binary(max_size=30)
)
def test_a_workbook_with_a_part_written_over_gives_rows_or_a_reason(part, place, damage):
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as whole, zipfile.ZipFile(written, "w") as other:
        for name in whole.namelist():
            content = whole.read(name)
            other.writestr(name, content[:place] + damage + content[place:] if name == part else content)
    assert rows_or_reason(written.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        "Prénom;Sexe\r\nAïda;F".encode("cp1252"),
        "Prénom,Sexe\nAïda,F".encode(),
        "\ufeffPrénom\tSexe\nAïda\tF".encode(),
        "\ufeffPrénom\tSexe\nAïda\tF".encode("utf-16-le"),
        "sep=;\nPrénom;Sexe\nAïda;F".encode("cp1252"),
    ],
)
def test_text_is_read_as_the_programs_of_the_region_write_it(content):
    assert rows_of(content) == [["Prénom", "Sexe"], ["Aïda", "F"]]


def test_arabic_of_an_old_windows_is_read():
    assert rows_of("الاسم\nعائشة\nموسى".encode("cp1256")) == [["الاسم"], ["عائشة"], ["موسى"]]


def test_a_merged_cell_says_its_word_in_each_row():
    def fill(sheet):
        for row in (["CI", "Awa"], [None, "Binta"], [None, 3], ["CP", date(2020, 3, 4)]):
            sheet.append(row)
        sheet.merge_cells("A1:A3")

    assert rows_of(workbook(fill)) == [["CI", "Awa"], ["CI", "Binta"], ["CI", "3"], ["CP", "2020-03-04"]]


def test_the_first_sheet_that_says_something_is_read():
    def fill(sheet):
        sheet.parent.create_sheet("Liste").append(["Awa"])

    assert rows_of(workbook(fill)) == [["Awa"]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_program_takes_a_cell_for_a_formula(formula):
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([[formula]], "CI"))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert csv_bytes([[formula]]).decode("utf-8-sig").lstrip('"').startswith("'")


def test_numbers_stay_numbers():
    assert csv_bytes([["Awa", -3, 2.5, None]]).decode("utf-8-sig") == "Awa;-3;2.5;\r\n"


def bomb():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", bytes(50 * 2**20))
    return written.getvalue()


def laughing():
    """A workbook whose words name each other ten by ten."""
    words = "".join(f'<!ENTITY w{n} "{f"&w{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(io.BytesIO(BOOK)) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml").decode()
    laughs = f'<!DOCTYPE worksheet [<!ENTITY w0 "ha">{words}]>' + sheet.replace("Awa", "&w8;")
    written = io.BytesIO(without("xl/worksheets/sheet1.xml", BOOK))
    with zipfile.ZipFile(written, "a") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", laughs)
    return written.getvalue()


def merged_beyond_measure():
    """A workbook that says of one cell that it fills the whole sheet, a thousand times."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml")
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells></worksheet>"
    written = io.BytesIO(without("xl/worksheets/sheet1.xml", BOOK))
    with zipfile.ZipFile(written, "a") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", sheet.replace(b"</worksheet>", merged))
    return written.getvalue()


def test_cells_merged_over_the_whole_sheet_cost_no_more_than_its_rows():
    assert rows_of(merged_beyond_measure()) == [["Prénom", "Sexe"], ["Prénom", "F"], ["Prénom", "M"]]


OPEN_DOCUMENT = io.BytesIO()
with zipfile.ZipFile(OPEN_DOCUMENT, "w") as parts:
    parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n;;\n", "empty"),
        (xlsx_bytes([], "CI"), "empty"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"%PDF-1.7", "document"),
        (b"<html><table>", "document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (OPEN_DOCUMENT.getvalue(), "open document"),
        (without("xl/workbook.xml", BOOK), "document"),
        (without("xl/worksheets/sheet1.xml", BOOK), "empty"),
        (BOOK[:-200], "damaged"),
        (laughing(), "damaged"),
        (bomb(), "long"),
        (b"a\n" * 10_001, "long"),
        (b"a;" * 100 + b"b", "long"),
        (b"a" * (2 * 2**20 + 1), "heavy"),
        (b"Awa\0Moussa", "unknown"),
    ],
)
def test_what_is_no_list_is_named(content, why):
    with pytest.raises(WrongSheet) as wrong:
        rows_of(content)

    assert wrong.value.why == why
