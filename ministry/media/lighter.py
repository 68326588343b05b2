"""Films and sounds as they travel: light enough for a thin line and an old phone.

An original that is larger is brought to a recipe by ffmpeg, once: in the published tree,
`derived/<recipe>/<SHA-256 of the original>` keeps which blob was made of it. Another ffmpeg would
make other bytes of the same film, and every box would fetch it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from exchange.documents import Blob
from exchange.errors import NeedsAPerson
from exchange.form import Form
from exchange.kept import keep, read_kept
from exchange.store import Store, sha256_of_file
from ministry.media.looking import film, sound_seconds
from ministry.media.programs import SAME_BYTES, ProgramFailed, ffmpeg

LINES, CLEARER_LINES = 240, 360  # the shorter side, in pixels
MARGIN = 1.1  # over a recipe's rate: the index
HALF = "trunc(min({side},{limit})/2)*2"  # H.264 takes even numbers of pixels only

# Baseline 3.0, a key frame every 2.5 s, the index first: the first Android phones and KaiOS play and seek it.
FILM = (
    *("-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn", "-map_chapters", "-1"),
    *("-c:v", "libx264", "-profile:v", "baseline", "-level", "3.0", "-pix_fmt", "yuv420p", "-preset", "slow"),
    *("-g", "50", "-c:a", "aac", "-b:a", "48k", "-ac", "1", "-ar", "44100", "-movflags", "+faststart"),
)
SOUND = (
    *("-map", "0:a:0", "-c:a", "libmp3lame", "-b:a", "32k", "-ac", "1", "-ar", "22050"),
    *("-id3v2_version", "0", "-write_xing", "0"),
)


class BrokenMedia(NeedsAPerson):
    """A film or a sound that ffmpeg cannot read."""


@dataclass(frozen=True)
class Recipe:
    """How a kind of media travels. What it does never changes under the same name."""

    name: str
    ending: str
    arguments: tuple[str, ...]
    kbit_per_s: int  # of what it makes at most, picture and sound together
    light_kbit_per_s: int  # an original of no more stays as it is


def _film(lines: int, frames_a_second: int, rate: tuple[str, ...]) -> tuple[str, ...]:
    width, height = HALF.format(side="iw", limit=lines), HALF.format(side="ih", limit=lines)
    size = f"scale=w='if(gte(iw,ih),-2,{width})':h='if(gte(iw,ih),{height},-2)'"
    return (*FILM, "-vf", f"{size},fps={frames_a_second}", *rate)


CLEARER = Recipe(
    "film-360-1",
    ".mp4",
    _film(CLEARER_LINES, 25, ("-crf", "28", "-maxrate", "350k", "-bufsize", "700k")),
    kbit_per_s=398,
    light_kbit_per_s=0,
)
RECIPES = {
    "video/mp4": Recipe(
        "film-240-1",
        ".mp4",
        _film(LINES, 20, ("-crf", "28", "-maxrate", "200k", "-bufsize", "400k")),
        kbit_per_s=248,
        light_kbit_per_s=280,
    ),
    "audio/mpeg": Recipe("sound-32-1", ".mp3", SOUND, kbit_per_s=32, light_kbit_per_s=50),
}


class Made(Form, frozen=True):
    """Which blob travels for an original: the original itself where nothing smaller could be made."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Lighter:
    """Makes media light in a published tree, and says so before each, for it takes minutes."""

    repo: Path
    say: Callable[[Path, str], None]  # told each original and the name of the recipe

    def lightened(self, blob: Blob, original: Path) -> tuple[Blob, Path]:
        """Return what travels for a film or a sound, and where its bytes are.

        Raises:
            BrokenMedia: ffmpeg cannot read it.
            ProgramMissing: ffmpeg is not installed.
        """
        recipe = RECIPES.get(blob.mime)
        if recipe is None or is_light(original, blob.mime):
            return blob, original
        return self._by(recipe, blob, original, blob.name) or (blob, original)

    def clearer(self, blob: Blob, original: Path) -> tuple[Blob, Path] | None:
        """Return a film with more lines beside the one that travels; None where the original has not more.

        Raises like `lightened`.
        """
        seen = film(original)
        if seen is None or seen.lines < CLEARER_LINES or is_light(original, blob.mime):
            return None
        name = f"{original.stem}-{CLEARER_LINES}{CLEARER.ending}"
        made = self._by(CLEARER, blob, original, name)
        return (replace(made[0], can_wait=True), made[1]) if made else None

    def _by(self, recipe: Recipe, blob: Blob, original: Path, name: str) -> tuple[Blob, Path] | None:
        """Return what a recipe makes of a file, None when that is no smaller."""
        made = self._known(recipe, blob) or self._made(recipe, blob, original)
        if made.sha256 == blob.sha256:
            return None
        return Blob(made.sha256, made.bytes, blob.mime, name), self._store.path_of_blob(made.sha256)

    def _known(self, recipe: Recipe, blob: Blob) -> Made | None:
        """Return what was made before, None when it was not, or has been lost."""
        made = read_kept(self._note(recipe, blob), Made)
        if made is None:
            return None
        is_here = made.sha256 == blob.sha256 or self._store.holds("blobs", made.sha256)
        return made if is_here else None

    def _made(self, recipe: Recipe, blob: Blob, original: Path) -> Made:
        self.say(original, recipe.name)
        note = self._note(recipe, blob)
        note.parent.mkdir(parents=True, exist_ok=True)
        smaller = note.with_name(f".{note.name}{recipe.ending}")  # of a run that was cut: written over
        made = Made(blob.sha256, blob.bytes)
        try:
            _encode(recipe, original, smaller)
            if smaller.stat().st_size < blob.bytes:
                made = Made(sha256_of_file(smaller), smaller.stat().st_size)
                self._store.put_file("blobs", smaller, made.sha256)
        finally:
            smaller.unlink(missing_ok=True)
        keep(note, made)
        return made

    def _note(self, recipe: Recipe, blob: Blob) -> Path:
        return self.repo / "derived" / recipe.name / blob.sha256

    @property
    def _store(self) -> Store:
        return Store(self.repo)


def is_light(original: Path, mime: str) -> bool:
    """Say whether a film or a sound can travel as it is."""
    seconds = _seconds(original, mime)
    if seconds is None or original.stat().st_size > _bytes(RECIPES[mime].light_kbit_per_s, seconds):
        return False
    seen = film(original) if mime == "video/mp4" else None
    return seen is None or (seen.lines <= CLEARER_LINES and seen.is_baseline and seen.plays_at_once)


def bytes_at_most(original: Path, mime: str) -> int:
    """Return what a file takes at most once it travels."""
    size = original.stat().st_size
    seconds = _seconds(original, mime) if mime in RECIPES else None
    return size if seconds is None else min(size, _bytes(MARGIN * RECIPES[mime].kbit_per_s, seconds))


def _bytes(kbit_per_s: float, seconds: float) -> int:
    return int(kbit_per_s * 125 * seconds)


def _seconds(original: Path, mime: str) -> float | None:
    if mime == "audio/mpeg":
        return sound_seconds(original)
    seen = film(original)
    return seen.seconds if seen else None


def _encode(recipe: Recipe, original: Path, made: Path) -> None:
    try:
        ffmpeg(
            "-nostdin",
            "-protocol_whitelist",
            "file",
            "-i",
            original,
            *recipe.arguments,
            *SAME_BYTES,
            "-threads",
            "1",
            made,
        )
    except ProgramFailed as error:
        raise BrokenMedia(f"{original} ne peut pas être lu ({error}). Enregistrez-le de nouveau.") from error
