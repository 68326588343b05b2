"""The files that travel beside the texts: each is looked at before it becomes a blob."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from exchange.documents import Blob, Grain, Language
from exchange.store import sha256_of, sha256_of_file
from exchange.svg import flaws
from ministry.media.lighter import RECIPES, Lighter, bytes_at_most
from ministry.publish.problems import Problems, near
from ministry.publish.webvtt import why_not_webvtt

ValueT = TypeVar("ValueT")

KB = 1000  # bytes
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*\Z")


@dataclass(frozen=True)
class Sort:
    """What a key awaits: file endings with their MIME type, and the most a phone should have to fetch.

    Of a film and a sound, that is what travels; the original may be larger.
    """

    mimes: dict[str, str]
    most_kb: int


SORTS = {
    "picture": Sort(
        {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}, 300
    ),
    "sound": Sort({".mp3": "audio/mpeg"}, 5_000),
    "video": Sort({".mp4": "video/mp4"}, 60_000),
    "subtitles": Sort({".vtt": "text/vtt"}, 200),
    "document": Sort({".pdf": "application/pdf"}, 5_000),
}
SORT_OF_KEY = {
    "poster": "picture",
    "picture": "picture",
    "sound": "sound",
    "audio": "sound",
    "video": "video",
    "subtitles": "subtitles",
    "file": "document",
}
# How the bytes of a file begin, so that a renamed file is found here and not on a child's phone.
BEGINS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "audio/mpeg": re.compile(rb"ID3|\xff[\xe0-\xff]"),
    "video/mp4": re.compile(rb".{4}ftyp", re.DOTALL),
    "application/pdf": re.compile(rb"%PDF-"),
}


@dataclass
class Blobs:
    """The blobs met so far, and where the bytes of each are: in a file, or drawn here."""

    problems: Problems
    sources: dict[str, Path | bytes] = field(default_factory=dict)  # by SHA-256
    used: set[Path] = field(default_factory=set)  # files that something names

    def drawn(self, content: bytes, name: str) -> Blob:
        """Return the blob of an SVG picture made while publishing."""
        sha256 = sha256_of(content)
        self.sources.setdefault(sha256, content)
        return Blob(sha256, len(content), SORTS["picture"].mimes[".svg"], name)

    def of(self, folder: Path, name: str, key: str, file: str, line: int) -> Blob | None:
        """Return the blob of a file named in `file` at `line` under `key`, None when it is unfit."""
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or path.is_symlink():
            self.problems.note(file, line, "outside-file", found=name)
            return None
        if not path.is_file():
            alike = (each for each in folder.rglob(f"*{path.suffix}") if each.is_file())
            beside = {each.relative_to(folder).as_posix() for each in alike}
            self.problems.note(file, line, "missing-file", found=name, near=near(name, beside))
            return None
        self.used.add(path)
        mime = self._mime_of(path, name, SORT_OF_KEY.get(key, "picture"), file, line)
        if not mime:
            return None
        sha256 = sha256_of_file(path)
        self.sources.setdefault(sha256, path)
        return Blob(sha256, path.stat().st_size, mime, path.name)

    def lightened(self, value: ValueT, lighter: Lighter) -> ValueT:
        """Return a document, or a part of one, with its films and sounds as they travel.

        Raises:
            BrokenMedia: ffmpeg cannot read one of them.
            ProgramMissing: ffmpeg is not installed.
        """
        new: Any = value
        if isinstance(value, Blob):
            new = self._light(value, lighter)
        elif isinstance(value, Struct):
            parts = {name: getattr(value, name) for name in value.__struct_fields__}
            new = replace(value, **self.lightened(parts, lighter))
            if isinstance(value, Grain):
                new = replace(new, clearer=self._clearer(value.video, new.video, lighter))
        elif isinstance(value, tuple):
            new = tuple(self.lightened(each, lighter) for each in value)
        elif isinstance(value, dict):
            new = {key: self.lightened(each, lighter) for key, each in value.items()}
        return cast(ValueT, new)

    def _clearer(
        self, originals: dict[Language, Blob], films: dict[Language, Blob], lighter: Lighter
    ) -> dict[Language, Blob]:
        """Return the films with more lines, by language, where there are some."""
        clearer = {}
        for language, original in originals.items():
            found = lighter.clearer(original, self._file(original))
            if found and found[0].bytes > films[language].bytes:
                clearer[language], self.sources[found[0].sha256] = found
        return clearer

    def _light(self, blob: Blob, lighter: Lighter) -> Blob:
        if blob.mime not in RECIPES:
            return blob
        travels, place = lighter.lightened(blob, self._file(blob))
        self.sources.setdefault(travels.sha256, place)
        return travels

    def _file(self, blob: Blob) -> Path:
        """Return where a film or a sound was read: only pictures are drawn here."""
        return cast(Path, self.sources[blob.sha256])

    def _mime_of(self, path: Path, name: str, sort_name: str, file: str, line: int) -> str:
        """Return what the file is, "" when it is not what this place awaits."""
        sort = SORTS[sort_name]
        mime = sort.mimes.get(path.suffix, "")
        if not NAME.match(path.name):
            self.problems.note(file, line, "bad-name", found=name)
            return ""
        if not mime or not self._begins_so(path, mime):
            self.problems.note(file, line, "wrong-file", found=name, wanted=sort_name)
            return ""
        size_kb = -(-bytes_at_most(path, mime) // KB)
        if size_kb > sort.most_kb:
            self.problems.note(file, line, "too-big", found=name, size=str(size_kb), most=str(sort.most_kb))
            return ""
        return mime if self._is_well_made(path, name, mime, file, line) else ""

    def _begins_so(self, path: Path, mime: str) -> bool:
        with path.open("rb") as opened:
            return mime not in BEGINS or BEGINS[mime].match(opened.read(16)) is not None

    def _is_well_made(self, path: Path, name: str, mime: str, file: str, line: int) -> bool:
        if mime == "image/svg+xml":
            own_name = f"{file.rpartition('/')[0]}/{name}"
            found = flaws(path.read_bytes())
            for flaw in found:
                self.problems.note(own_name, flaw.line, "refused-svg", found=flaw.found)
            return not found
        if mime == "text/vtt" and (why := why_not_webvtt(path.read_bytes())):
            self.problems.note(file, line, "not-webvtt", found=name, why=why)
            return False
        return True
