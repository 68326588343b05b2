"""The film “bundles of ten”: frames, voices and little sounds put together as MP4 for the oldest phones."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from exchange.errors import NeedsAPerson
from ministry.media.film_frames import BUNDLES_AT, FRAMES_PER_S, ONES_AT, TIED, frame, moments
from ministry.media.film_words import COUNT_STEP, CUES, FIRST_COUNT, LENGTH_SECONDS
from ministry.media.programs import MENDED, SAME_BYTES, ffmpeg, run
from ministry.media.sound import RATE, Samples, drum, knock, lay, silence, tune
from ministry.media.speech import Voice, say
from ministry.media.subtitles import webvtt

FILM = "maths/tens-and-ones/bundles-of-ten"
POSTER_AT = 48  # all bundles and the number are there
POSTER_WIDE = 320

# H.264 baseline 3.0 and a key frame every 2 s: KaiOS and the first Android phones play and seek it.
PICTURE = (
    *("-c:v", "libx264", "-profile:v", "baseline", "-level", "3.0", "-preset", "slow", "-tune", "animation"),
    *(
        "-crf",
        "26",
        "-maxrate",
        "200k",
        "-bufsize",
        "400k",
        "-pix_fmt",
        "yuv420p",
        "-g",
        str(2 * FRAMES_PER_S),
    ),
    *("-threads", "1"),
)
SPEAKERS = {
    "ar": Voice("ar", pitch=48, words_a_minute=172, pause=0),
    "en": Voice("en", words_a_minute=142, pause=2),
    "fr": Voice("fr", words_a_minute=142, pause=2),
}
VOICE = ("-af", MENDED, "-c:a", "aac", "-b:a", "48k", "-ac", "1", "-ar", str(RATE))


class VoiceTooSlow(NeedsAPerson):
    """Something said in the film is longer than the time it has: `film_words` needs other times or words."""


def rendered(svg: str) -> bytes:
    """Return a picture as PNG."""
    return run("rsvg-convert", given=svg.encode())


def frames() -> Iterator[bytes]:
    """Return every frame as PNG; a frame like the one before is not drawn again."""
    last, png = "", b""
    for moment in moments():
        svg = frame(moment)
        if svg != last:
            last, png = svg, rendered(svg)
        yield png


def write_picture(film: Path) -> None:
    """Write the film without its sound."""
    pictures = ("-f", "image2pipe", "-c:v", "png", "-framerate", str(FRAMES_PER_S), "-i", "-")
    ffmpeg(*pictures, *SAME_BYTES, *PICTURE, film, given=b"".join(frames()))


def sounds() -> Samples:
    """Return what all languages hear: sticks that are laid down, a drum for each bundle, a short tune."""
    ground = silence(LENGTH_SECONDS)
    lay(ground, tune((0, 2, 3), 0.22), 0)
    for n in range(10):
        lay(ground, knock(500 + 40 * n), FIRST_COUNT + n * COUNT_STEP + 0.3)
    for at in (TIED, *BUNDLES_AT[1:]):
        lay(ground, drum(0.35), at)
    for n in range(4):
        lay(ground, knock(900), ONES_AT + 0.4 * n + 0.5)
    lay(ground, tune((3, 5), 0.22), LENGTH_SECONDS - 1.6)
    return ground


def soundtrack(language: str) -> Samples:
    """Return the sounds with the voice of this language over them.

    Raises:
        VoiceTooSlow: something said does not fit before the next thing said.
    """
    ground = sounds()
    ends = [*(cue.at for cue in CUES[1:]), float(LENGTH_SECONDS)]
    for cue, end in zip(CUES, ends, strict=True):
        voice = say(cue.spoken(language), SPEAKERS[language])
        if cue.at + len(voice) / RATE > end:
            raise VoiceTooSlow(f"{cue.text(language)} : {len(voice) / RATE:.1f} s, {end - cue.at:.1f} s")
        lay(ground, voice, cue.at)
    return ground


def write_film(picture: Path, language: str, film: Path) -> None:
    """Write the film with its sound; its index comes first, so that it plays while it is still coming."""
    raw = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-", "-i", picture)
    sound = soundtrack(language).tobytes()
    ffmpeg(
        *raw,
        "-map",
        "1:v",
        "-map",
        "0:a",
        "-c:v",
        "copy",
        *VOICE,
        *SAME_BYTES,
        "-movflags",
        "+faststart",
        film,
        given=sound,
    )


def write_poster(poster: Path) -> None:
    """Write the picture that stands for the film before it plays, about 6 KB."""
    scale = ("-vf", f"scale={POSTER_WIDE}:-2", "-q:v", "9", "-frames:v", "1", "-update", "1")
    ffmpeg(
        "-f",
        "image2pipe",
        "-c:v",
        "png",
        "-i",
        "-",
        *SAME_BYTES,
        *scale,
        poster,
        given=rendered(frame(POSTER_AT)),
    )


def film_all(modules: Path) -> Iterator[Path]:
    """Write the film, its subtitles and its poster; give back each file as it is written.

    Raises:
        ProgramMissing: espeak-ng, ffmpeg or rsvg-convert is not installed.
        VoiceTooSlow: something said does not fit.
    """
    poster = modules / f"{FILM}.jpg"
    write_poster(poster)
    yield poster
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "picture.mp4"
        write_picture(picture)
        for language in sorted(SPEAKERS):
            film, subtitles = modules / f"{FILM}.{language}.mp4", modules / f"{FILM}.{language}.vtt"
            write_film(picture, language, film)
            subtitles.write_text(webvtt(CUES, language), encoding="utf-8")
            yield film
            yield subtitles
