"""From the Markdown of a grain to the HTML that travels: pictures found, drawings drawn, the rest refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exchange.documents import Blob
from exchange.markup import clean, is_kept, refused
from ministry.publish.desk import Desk
from ministry.publish.figures import drawing_in, figure
from ministry.publish.problems import near
from ministry.publish.sheets import Sheet

REMEMBER = {"fr": "Je retiens", "ar": "أحفظ", "en": "I remember"}
FENCES = {"drawing", "remember"}
HEADINGS = {"h2", "h3"}


@dataclass(frozen=True)
class Prose:
    """The text of a grain in one language, and the pictures in it."""

    html: str
    pictures: tuple[Blob, ...]


@dataclass
class _Writer:
    """Goes through the blocks of one text; knows where its pictures are and where mistakes go."""

    language: str
    folder: Path
    sheet: Sheet
    desk: Desk
    pictures: list[Blob] = field(default_factory=list)

    def note(self, line: int, kind: str, **parts: str) -> None:
        self.desk.problems.note(self.sheet.file, line, kind, **parts)


def prose_of(text: str, language: str, folder: Path, sheet: Sheet, desk: Desk) -> Prose:
    """Return the clean HTML of a Markdown text whose pictures stand in `folder`; mistakes are noted."""
    writer = _Writer(language, folder, sheet, desk)
    blocks = list(_written(_markdown().parse(text), writer))
    _mark_lead(blocks)
    html = _markdown().renderer.render(blocks, _markdown().options, {})
    return Prose(clean(html).strip(), tuple(writer.pictures))


def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # refused here, with its line
    return reader


def _written(blocks: list[Token], writer: _Writer) -> Iterator[Token]:
    """Yield the blocks as they travel: fences and pictures become HTML, what is refused is noted."""
    skipped = 0
    for i, block in enumerate(blocks):
        if skipped:
            skipped -= 1
        elif picture := _alone(blocks[i : i + 3]):
            yield _html(_figure_of(picture, _line(block, writer), writer))
            skipped = 2
        elif block.type == "fence":
            yield _html(_fence(block, writer))
        else:
            _check_block(block, writer)
            if block.type == "inline":
                _check_inline(block, writer)
            yield block


def _alone(blocks: list[Token]) -> Token | None:
    """Return the picture when these three blocks are a paragraph with nothing but a picture."""
    if [block.type for block in blocks] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = blocks[1].children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _figure_of(picture: Token, line: int, writer: _Writer) -> str:
    blob = _picture(picture, line, writer)
    return figure(blob, picture.content, str(picture.attrs.get("title", ""))) if blob else ""


def _picture(picture: Token, line: int, writer: _Writer) -> Blob | None:
    name = str(picture.attrs["src"])
    if not picture.content.strip():
        writer.note(line, "no-alt", found=name)
    blob = writer.desk.blobs.of(writer.folder, name, "picture", writer.sheet.file, line)
    if blob:
        writer.pictures.append(blob)
    return blob


def _fence(block: Token, writer: _Writer) -> str:
    kind = block.info.strip()
    line = _line(block, writer)
    if kind == "remember":
        return _remember(block, line, writer)
    if kind == "drawing":
        sheet = Sheet(writer.sheet.file, lines_before=line)
        drawn = drawing_in(block.content, writer.language, sheet, writer.desk, len(writer.pictures) + 1)
        if drawn is None:
            return ""
        blob, label = drawn
        writer.pictures.append(blob)
        return figure(blob, label, "")
    writer.note(line, "unknown-fence", found=kind, near=near(kind, FENCES))
    return ""


def _remember(block: Token, line: int, writer: _Writer) -> str:
    inside = _Writer(
        writer.language, writer.folder, Sheet(writer.sheet.file, line), writer.desk, writer.pictures
    )
    blocks = list(_written(_markdown().parse(block.content), inside))
    html = _markdown().renderer.render(blocks, _markdown().options, {}).strip()
    title = f"<b>{REMEMBER[writer.language]}</b>"
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        return f'<p class="remember">{title}{html[3:]}\n'
    return f'<div class="remember">{title}{html}</div>\n'


def _check_block(block: Token, writer: _Writer) -> None:
    line = _line(block, writer)
    if block.type == "heading_open" and block.tag not in HEADINGS:
        writer.note(line, "heading", found=block.tag.removeprefix("h"))
    if block.type == "code_block":
        writer.note(line, "code", found=block.content.strip().split("\n")[0])
    if block.type == "html_block":
        _check_html(block.content, line, writer)
    if block.type in ("th_open", "td_open"):
        block.attrs.pop("style", None)  # the alignment of a column: the style sheet's matter
    if block.type == "th_open":
        block.attrSet("scope", "col")


def _check_inline(block: Token, writer: _Writer) -> None:
    line = _line(block, writer)
    for child in block.children or []:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "html_inline":
            _check_html(child.content, line, writer)
        elif child.type == "code_inline":
            writer.note(line, "code", found=child.content)
        elif child.type == "link_open" and not is_kept("a", "href", str(child.attrs["href"])):
            writer.note(line, "outside-link", found=str(child.attrs["href"]))
        elif child.type == "image" and (blob := _picture(child, line, writer)):
            child.attrSet("src", f"media/{blob.sha256}/{blob.name}")
            child.attrs.pop("title", None)


def _check_html(html: str, line: int, writer: _Writer) -> None:
    by_row: dict[str, int] = {}
    for offset, row in enumerate(html.split("\n")):
        for found in refused(row):
            by_row.setdefault(found, offset)
    for found in [*by_row, *refused(html)]:
        writer.note(line + by_row.get(found, 0), "refused-html", found=found)
    if html.count("<!--") > html.count("-->"):  # an open comment swallows the rest of the lesson
        writer.note(line, "refused-html", found="<!--")


def _mark_lead(blocks: list[Token]) -> None:
    """Give the first paragraph its place of honour."""
    for block in blocks:
        if block.type == "paragraph_open" and block.level == 0:
            block.attrSet("class", "lead")
            return


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)


def _line(block: Token, writer: _Writer) -> int:
    return (block.map[0] if block.map else 0) + 1 + writer.sheet.lines_before
