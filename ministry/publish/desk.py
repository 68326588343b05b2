"""What reading has at hand: where the catalogue is, the mistakes so far, the blobs so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from exchange.documents import Blob, Subject
from ministry.publish.blobs import NAME, Blobs
from ministry.publish.problems import Problems, near
from ministry.publish.shapes import FormT, Shaper, form_of
from ministry.publish.sheets import Sheet, nodes_of, text_of

SUBJECTS = frozenset(get_args(Subject))


@dataclass(frozen=True)
class Desk:
    """One run's state; everything that reads the catalogue writes here what it found."""

    catalogue: Path
    problems: Problems
    blobs: Blobs
    read: set[Path] = field(default_factory=set)  # files that were read as text

    def folder_of(self, owner: str) -> Path:
        """Return where `region` or a country ("sn") keeps its files."""
        return self.catalogue / owner if owner == "region" else self.catalogue / "countries" / owner

    def text(self, path: Path) -> str | None:
        """Return the text of a file, None when it is missing or not UTF-8."""
        self.read.add(path)
        return text_of(path, path.as_posix(), self.problems)

    def form(
        self, path: Path, form: type[FormT], given: Mapping[str, object] | None = None
    ) -> tuple[Sheet, FormT | None]:
        """Return the form that a YAML file holds, None when something in it is wrong, and its sheet."""
        sheet = Sheet(path.as_posix())
        text = self.text(path)
        return sheet, None if text is None else self.form_in(text, path.parent, sheet, form, given)

    def form_in(
        self,
        text: str,
        folder: Path,
        sheet: Sheet,
        form: type[FormT],
        given: Mapping[str, object] | None = None,
    ) -> FormT | None:
        """Return the form written in a piece of YAML; files that it names stand in `folder`."""

        def blob_of(name: str, key: str, line: int) -> Blob | None:
            return self.blobs.of(folder, name, key, sheet.file, line)

        node = nodes_of(text, sheet, self.problems)
        return None if node is None else form_of(node, form, Shaper(sheet, self.problems, blob_of), given)

    def note(self, sheet: Sheet, where: str, kind: str, **parts: str) -> None:
        """Keep a mistake at the line of a value of a sheet."""
        self.problems.note(sheet.file, sheet.line_of(where), kind, **parts)

    def note_doubles(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        """Note each name, given by its place in the sheet, that was used before."""
        first: dict[str, str] = {}
        for where, name in names.items():
            if name in first:
                line = sheet.line_of(first[name])
                self.note(sheet, where, "double-id", found=name, first=str(line))
            first.setdefault(name, where)

    def named_by_subject(self, owner: str, shelf: str) -> Iterator[tuple[str, Path]]:
        """Yield (id, path) of what stands in `<owner>/<shelf>/<subject>/`, in the order of names."""
        for folder in _entries(self.folder_of(owner) / shelf):
            if folder.name not in SUBJECTS:
                wanted = near(folder.name, SUBJECTS)
                self.problems.note(folder.as_posix(), 1, "unknown-place", found=folder.name, near=wanted)
                continue
            for path in _entries(folder):
                slug = path.name.removesuffix(".yml")
                if not NAME.match(slug) or "." in slug:
                    continue  # not a sheet: told as unused when nothing names it
                if path.is_dir() or path.suffix == ".yml":
                    yield f"{owner}/{folder.name}/{slug}", path

    def note_unused(self, owner: str) -> None:
        """Note each file of an owner that was neither read nor named: it would travel nowhere."""
        for path in sorted(self.folder_of(owner).rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.catalogue).parts)
            if path.is_file() and not hidden and path not in self.read and path not in self.blobs.used:
                self.problems.note(path.as_posix(), 1, "unused-file", found=path.name)


def subject_in(identity: str) -> str:
    """Return the subject in an id: "maths" in "region/maths/count-to-10"."""
    return identity.split("/")[1]


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
