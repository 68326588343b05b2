"""The sounds of the catalogue: lessons read aloud, and the tale of the hare and the hyena with its drum."""

from collections.abc import Iterator
from pathlib import Path

from ministry.media.programs import MENDED, SAME_BYTES, ffmpeg
from ministry.media.reading import Line, lines_of
from ministry.media.sound import RATE, Samples, drum, join, silence, tune
from ministry.media.speech import Voice, say

LESSONS = (
    "french/sounds-and-words/listen-to-sounds.fr",
    "maths/add-and-take-away-to-10/put-together.fr",
    "maths/numbers-to-20/count-the-mangoes.fr",
    "maths/tens-and-ones/group-by-ten.fr",
)
TALES = ("french/sounds-and-words/the-hare-and-the-hyena.fr",)
READER = Voice("fr")
CAST = {
    "Le lièvre": Voice("fr", pitch=82, words_a_minute=150),
    "L’hyène": Voice("fr", pitch=18, words_a_minute=122),
    "L’éléphant": Voice("fr", pitch=4, words_a_minute=108),
    "Le puits": Voice("fr", pitch=0, words_a_minute=95, pause=6),
}
DRUM_WORD = "boum"
PAUSE_SECONDS = 0.7  # after each line
OPENING = (0, 2, 3, 5, 3, 2, 0)
CLOSING = (5, 3, 2, 0)


def spoken_line(line: Line) -> Samples:
    """Return one line as its speaker says it, and the pause after it; “boum” is played, not said."""
    strokes = line.said.lower().count(DRUM_WORD)
    if strokes:
        return join([*(drum() for _ in range(strokes)), silence(PAUSE_SECONDS)])
    return join((say(line.said, CAST.get(line.speaker, READER)), silence(PAUSE_SECONDS)))


def record_lesson(grain: Path) -> Samples:
    """Return a lesson read aloud."""
    return join(map(spoken_line, lines_of(grain)))


def record_tale(grain: Path) -> Samples:
    """Return a tale with a tune before and after."""
    return join((tune(OPENING), *map(spoken_line, lines_of(grain)), tune(CLOSING)))


def write_mp3(samples: Samples, sound: Path, kbit_per_s: int) -> None:
    """Write an MP3, mono, 22,050 Hz: what the oldest phones play."""
    raw = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-")
    coded = (
        "-c:a",
        "libmp3lame",
        "-b:a",
        f"{kbit_per_s}k",
        "-ar",
        str(RATE),
        "-id3v2_version",
        "0",
        "-write_xing",
        "0",
    )
    ffmpeg(*raw, "-af", MENDED, *SAME_BYTES, *coded, sound, given=samples.tobytes())


def record_all(modules: Path) -> Iterator[Path]:
    """Record every lesson and tale under the region's modules; give back each file as it is written.

    Raises:
        ProgramMissing: espeak-ng or ffmpeg is not installed.
    """
    for place in LESSONS:
        sound = modules / f"{place}.mp3"
        write_mp3(record_lesson(modules / f"{place}.md"), sound, kbit_per_s=24)
        yield sound
    for place in TALES:
        sound = modules / f"{place}.mp3"
        write_mp3(record_tale(modules / f"{place}.md"), sound, kbit_per_s=32)
        yield sound
