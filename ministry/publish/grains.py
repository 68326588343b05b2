"""Grains that people write as Markdown: one file a language, a YAML head and the text."""

import re
from dataclasses import dataclass
from pathlib import Path

from exchange.documents import Blob, Grain, Panel, Text
from ministry.publish.desk import Desk
from ministry.publish.heads import HEADS, ComicHead, Head, LessonHead, PictureHead
from ministry.publish.problems import near
from ministry.publish.prose import Prose, prose_of
from ministry.publish.shapes import LANGUAGES
from ministry.publish.sheets import Sheet

HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
KIND = re.compile(r"^kind:[ \t]*[\"']?([\w-]+)", re.MULTILINE)
LONGEST_MINUTES = 60


@dataclass(frozen=True)
class Page:
    """One language of a grain."""

    sheet: Sheet
    head: Head
    prose: Prose


def grain_of(identity: str, folder: Path, desk: Desk) -> Grain | None:
    """Return the grain written in `<slug>.<language>.md`, None when no language of it can be read."""
    slug = identity.rpartition("/")[2]
    pages = {}
    for language in LANGUAGES:
        path = folder / f"{slug}.{language}.md"
        if path.is_file() and (page := _page(path, language, desk)):
            pages[language] = page
    if not pages:
        return None
    _check_same(pages, desk)
    return _joined(identity, pages)


def languages_written(folder: Path, slug: str) -> list[str]:
    """Return the languages in which there is a file for a grain, whether it can be read or not."""
    return [language for language in LANGUAGES if (folder / f"{slug}.{language}.md").is_file()]


def _page(path: Path, language: str, desk: Desk) -> Page | None:
    text = desk.text(path)
    if text is None:
        return None
    found = HEAD.match(text)
    if not found:
        desk.problems.note(path.as_posix(), 1, "no-head")
        return None
    sheet = Sheet(path.as_posix(), lines_before=1)
    head = _head(found.group(1), path.parent, sheet, desk)
    body = Sheet(sheet.file, lines_before=text.count("\n", 0, found.end()))
    prose = prose_of(text[found.end() :], language, path.parent, body, desk)
    if head is None:
        desk.read.update(path.parent.rglob("*"))  # nothing is known of what it would have named
        return None
    _check_head(head, prose, sheet, desk)
    return Page(sheet, head, prose)


def _head(text: str, folder: Path, sheet: Sheet, desk: Desk) -> Head | None:
    kind = KIND.search(text)
    if kind is None:
        desk.form_in(text, folder, sheet, LessonHead)
        return None
    form = HEADS.get(kind.group(1))
    if form is None:
        line = text.count("\n", 0, kind.start(1)) + 1 + sheet.lines_before
        known = set(HEADS)
        desk.problems.note(
            sheet.file,
            line,
            "unknown-value",
            found=kind.group(1),
            wanted=", ".join(sorted(known)),
            near=near(kind.group(1), known),
        )
        return None
    return desk.form_in(text, folder, sheet, form)


def _check_head(head: Head, prose: Prose, sheet: Sheet, desk: Desk) -> None:
    if not head.title.strip():
        desk.note(sheet, "title", "empty-text", found="title")
    if not 1 <= head.minutes <= LONGEST_MINUTES:
        desk.note(sheet, "minutes", "out-of-bounds", found="minutes", least="1", most=str(LONGEST_MINUTES))
    if isinstance(head, PictureHead) and not head.alt.strip():
        desk.note(sheet, "alt", "no-alt", found=head.picture.name)
    if isinstance(head, ComicHead):
        for i, panel in enumerate(head.panels):
            if not panel.alt.strip():
                desk.note(sheet, f"panels[{i}].alt", "no-alt", found=panel.picture.name)
    if isinstance(head, LessonHead) and not prose.html:
        desk.problems.note(sheet.file, sheet.line_of(""), "empty-body")


def _check_same(pages: dict[str, Page], desk: Desk) -> None:
    """Note what differs between the languages and should not: kind, minutes, number of panels."""
    first, *others = pages.values()
    for page in others:
        for key in ("kind", "minutes"):
            if getattr(page.head, key) != getattr(first.head, key):
                desk.note(page.sheet, key, "differs", found=key, other=first.sheet.file)
        if isinstance(page.head, ComicHead) and isinstance(first.head, ComicHead):
            pictures = [[panel.picture for panel in head.panels] for head in (first.head, page.head)]
            if pictures[0] != pictures[1]:
                desk.note(page.sheet, "panels", "differs", found="panels", other=first.sheet.file)


def _joined(identity: str, pages: dict[str, Page]) -> Grain:
    """Return the grain of all its languages; pictures and poster are those of the first language."""
    heads = {language: page.head for language, page in pages.items()}
    first = next(iter(heads.values()))
    pictures = {blob.sha256: blob for page in pages.values() for blob in page.prose.pictures}
    return Grain(
        id=identity,
        kind=first.kind,  # type: ignore[arg-type]  # HEADS has the same names
        title={language: head.title for language, head in heads.items()},
        minutes=first.minutes,
        html={language: page.prose.html for language, page in pages.items() if page.prose.html},
        pictures=tuple(pictures[sha256] for sha256 in sorted(pictures)),
        sound=_blobs(heads, "sound"),
        video=_blobs(heads, "video"),
        poster=getattr(first, "poster", None),
        subtitles=_blobs(heads, "subtitles"),
        audio=_blobs(heads, "audio"),
        panels=_panels(heads),
        file=_blobs(heads, "file"),
        picture=getattr(first, "picture", None),
        alt={language: head.alt for language, head in heads.items() if isinstance(head, PictureHead)},
    )


def _blobs(heads: dict[str, Head], key: str) -> dict[str, Blob]:
    return {language: blob for language, head in heads.items() if (blob := getattr(head, key, None))}


def _panels(heads: dict[str, Head]) -> tuple[Panel, ...]:
    comics = {language: head.panels for language, head in heads.items() if isinstance(head, ComicHead)}
    if not comics:
        return ()
    shortest = min(len(panels) for panels in comics.values())
    return tuple(
        Panel(
            picture=next(iter(comics.values()))[i].picture,
            alt={language: panels[i].alt for language, panels in comics.items()},
            text=_said({language: panels[i].text for language, panels in comics.items()}),
        )
        for i in range(shortest)
    )


def _said(text: Text) -> Text:
    return {language: said for language, said in text.items() if said.strip()}
