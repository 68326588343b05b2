"""The printed sheet “tens to count”: two pages of A4 in each language, black on white with few colours."""

import re
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ministry.media.programs import run
from ministry.media.sheet_words import WORDS, SheetWords
from ministry.media.svg import picture, put

SHEET = "maths/tens-and-ones/sheet-tens"
COUNTED = ((2, 3), (4, 6), (5, 1), (3, 0))  # tens and ones of the bundles to count; the first is the example
RINGED = (23, 34)  # mangoes to ring
SPLIT = (47, 62, 80, 19)
COMPARED = ((38, 83), (56, 53), (70, 69), (9, 21))

DATES = re.compile(rb"/(CreationDate|ModDate) ?\(([^)]*)\)")
MAKER = re.compile(rb"/(Creator|Producer) ?\(((?:[^()\\]|\\.)*)\)")
NODE = re.compile(rb"node(\d{8})")  # the browser's own count, which begins anywhere
EPOCH = b"D:20260101000000+00'00'"

STYLE = """
@page { size: A4; margin: 14mm 15mm 12mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; font: 15pt/1.45 FONT, "DejaVu Sans", sans-serif }
h1 { font-size: 23pt; line-height: 1.2; margin: 0 0 2mm }
h2 { font-size: 15pt; line-height: 1.3; margin: 7mm 0 3mm; break-after: avoid }
h2 b { display: inline-block; min-width: 8.5mm; text-align: center }
h2 b { border: .6mm solid #000; border-radius: 2mm }
.who { margin: 0 0 3mm } .who span { display: inline-block; border-bottom: .4mm dotted #000; width: 66mm }
.rows { display: flex; flex-wrap: wrap; gap: 5mm 6mm }
.rows > div { width: 87mm; border: .4mm solid #000; border-radius: 2mm; padding: 2mm; break-inside: avoid }
.rows svg { width: 100%; height: 24mm }
.rows.tall svg { height: 38mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { border: .3mm solid #000; text-align: center; height: 11mm; font-weight: 400; font-size: 12pt }
td { font-size: 17pt; font-weight: 700 }
.split { display: flex; flex-wrap: wrap; gap: 4mm 4mm }
.split p { margin: 0; width: 88mm }
.pairs { display: flex; justify-content: space-between }
.pairs p { margin: 0; font-size: 22pt; font-weight: 700 }
.paper { border: .4mm solid #000; border-radius: 2mm; height: 98mm }
.gap { display: inline-block; width: 13mm; border-bottom: .4mm dotted #000 }
.page2 { break-before: page }
.answers { transform: rotate(180deg); font-size: 10pt; margin: 9mm 0 0 }
bdi { unicode-bidi: isolate; direction: ltr }
"""


def sheet_html(language: str) -> str:
    """Return the sheet as a page to print."""
    said = WORDS[language]
    style = STYLE.replace("FONT", said.font)
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{said.direction}"><meta charset="utf-8">'
        f"<title>{escape(said.title)}</title><style>{style}</style>"
        f"{first_page(said)}<div class=page2>{second_page(said)}</div></html>"
    )


def first_page(said: SheetWords) -> str:
    """Return the head of the sheet, bundles to count and mangoes to ring."""
    counted = "".join(
        f"<div>{bundles(tens, ones)}{answer_table(said, (tens, ones) if number == 0 else None)}</div>"
        for number, (tens, ones) in enumerate(COUNTED)
    )
    ringed = "".join(f"<div>{mangoes(count)}{answer_table(said)}</div>" for count in RINGED)
    return (
        f"<h1>{escape(said.title)}</h1>"
        f"<p class=who>{said.name} <span></span> {said.date} <span style='width:38mm'></span></p>"
        f"{task(1, said.count)}<div class=rows>{counted}</div>"
        f"{task(2, said.ring)}<div class='rows tall'>{ringed}</div>"
    )


def second_page(said: SheetWords) -> str:
    """Return numbers to take apart, sticks to draw, numbers to compare, a task for home, and the answers."""
    gap = "<span class=gap></span>"
    split = "".join(
        f"<p><b>{n}</b>&nbsp;: {gap} {said.tens_of}{said.comma} {gap} {said.ones_of}</p>" for n in SPLIT
    )
    pairs = "".join(f"<p><bdi>{one} &nbsp; {other}</bdi></p>" for one, other in COMPARED)
    return (
        f"{task(3, said.split)}<div class=split>{split}</div>"
        f"{task(4, said.draw)}<div class=paper></div>"
        f"{task(5, said.compare)}<div class=pairs>{pairs}</div>"
        f"{task(6, said.home)}<p><span class=gap style='width: 40mm'></span></p>"
        f"<p class=answers>{said.answers} — {answers(said)}</p>"
    )


def task(number: int, said: str) -> str:
    """Return the heading of one task."""
    return f"<h2><b>{number}</b> {escape(said)}</h2>"


def answers(said: SheetWords) -> str:
    """Return the right answers of the tasks that have one."""
    first = ", ".join(str(10 * tens + ones) for tens, ones in COUNTED)
    second = ", ".join(map(str, RINGED))
    third = ", ".join(f"{n} = {n // 10} × 10 + {n % 10}" for n in SPLIT)
    fifth = ", ".join(str(max(pair)) for pair in COMPARED)
    parts = ((1, first), (2, second), (3, third), (5, fifth))
    return " · ".join(f"{number}) <bdi>{answer}</bdi>" for number, answer in parts)


def bundles(tens: int, ones: int) -> str:
    """Return bundles of ten ears and single ears, always on the same scale."""
    tied = (put("bundle", 44 * n, 2, 46) for n in range(tens))
    single = (put("ear", 44 * tens - 6 + 17 * n, 2, 46) for n in range(ones))
    return picture(324, 52, "", (*tied, *single))


def mangoes(count: int) -> str:
    """Return mangoes strewn in loose rows of nine, so that no row is a ten already."""
    places = ((8 + 35 * (n % 9) + (n // 9) % 2 * 8, 26 * (n // 9) + (n * 5) % 4) for n in range(count))
    return picture(324, 108, "", (put("mango", x, y, 24) for x, y in places))


def answer_table(said: SheetWords, shown: tuple[int, int] | None = None) -> str:
    """Return the table to fill; for the example it is filled."""
    tens, ones = shown or ("", "")
    whole = 10 * shown[0] + shown[1] if shown else ""
    columns: list[tuple[str, str | int]] = [(said.tens, tens), (said.ones, ones), (said.number, whole)]
    if said.direction == "rtl":  # the tens stand left of the ones, as in the number itself
        columns[:2] = columns[1::-1]
    heads = "".join(f"<th>{word}</th>" for word, _ in columns)
    cells = "".join(f"<td>{number}</td>" for _, number in columns)
    return f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"


def without_dates(pdf: bytes) -> bytes:
    """Return a PDF that says neither when nor by which version it was made; no place in it moves."""
    dated = DATES.sub(lambda found: padded(found, EPOCH), pdf)
    unsigned = MAKER.sub(lambda found: padded(found, b"Imaginecole Box"), dated)
    first = min((int(number) for number in NODE.findall(unsigned)), default=0)
    return NODE.sub(lambda found: b"node%08d" % (int(found[1]) - first), unsigned)


def padded(found: re.Match[bytes], said: bytes) -> bytes:
    """Return the field with other words and the same length: a PDF counts its bytes."""
    name, old = found.groups()
    return b"/%s (%s)" % (name, said[: len(old)]) + b" " * max(0, len(old) - len(said))


def print_all(modules: Path) -> Iterator[Path]:
    """Write the sheet in each language; give back each file as it is written.

    Raises:
        ProgramMissing: chromium is not installed.
    """
    for language in sorted(WORDS):
        sheet = modules / f"{SHEET}.{language}.pdf"
        print_sheet(sheet_html(language), sheet)
        yield sheet


def print_sheet(html: str, sheet: Path) -> None:
    """Print one page of HTML to a PDF file."""
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "sheet.html"), Path(folder, "sheet.pdf")
        page.write_text(html, encoding="utf-8")
        alone = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        )
        quiet = (
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            f"--user-data-dir={folder}/profile",
        )
        run("chromium", *alone, *quiet, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
        sheet.write_bytes(without_dates(printed.read_bytes()))
