"""A small catalogue of two countries, copied for each test so that it can be spoiled."""

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import in_memory
import pytest
from signing import keys
from small_media import light_film, light_sound

from ministry.publish.edition import draft_of

sys.path.insert(0, str(Path(__file__).parents[2]))  # the schools of the benchmarks are not installed

SMALL = Path(__file__).parent / "catalogue"
tmp_path = in_memory.tmp_path
MEDIA = {  # the first bytes are what a phone would look at
    "voice.mp3": b"ID3\x04" + bytes(6) + light_sound("Compter les mangues"),
    "hare.mp3": light_sound("Le conte"),
    "bundles.mp4": light_film("Les paquets"),
    "bundles.jpg": b"\xff\xd8\xff une image",
    "sheet.pdf": b"%PDF-1.4 La fiche",
}
NUMBERS = "region/modules/maths/numbers"


@dataclass(frozen=True)
class Authors:
    """Those who write: they change the catalogue, ask what is wrong, publish."""

    folder: Path

    def write(self, file: str, content: str | bytes) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.folder / file).read_text("utf-8")
        assert old in text, f"« {old} » is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def mistakes(self, *codes: str, language: str = "fr") -> list[str]:
        """Return what publishing says, with files named from the catalogue."""
        told = draft_of(codes or ("sn",), self.folder).problems.told(language)
        return [mistake.replace(f"{self.folder}{os.sep}", "") for mistake in told]

    def publish(self, repo: Path, *codes: str) -> Path:
        draft = draft_of(codes or ("sn",), self.folder)
        assert draft.problems.told("fr") == []
        draft.publish(repo, keys(), datetime.now(UTC))
        return repo


@pytest.fixture
def authors(tmp_path: Path) -> Authors:
    folder = tmp_path / "catalogue"
    shutil.copytree(SMALL, folder)
    for name, content in MEDIA.items():
        (folder / NUMBERS / name).write_bytes(content)
    return Authors(folder)
