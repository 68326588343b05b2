"""Subtitles in WebVTT."""

from collections.abc import Iterable

from ministry.media.film_words import Cue


def webvtt(cues: Iterable[Cue], language: str) -> str:
    """Return the cues in this language as a WebVTT file."""
    blocks = (f"{clock(cue.at)} --> {clock(cue.until)}\n{cue.text(language)}\n" for cue in cues)
    return "\n".join(("WEBVTT\n", *blocks))


def clock(seconds: float) -> str:
    """Return a moment as WebVTT writes it: minutes, seconds, thousandths."""
    thousandths = round(seconds * 1000)
    return f"{thousandths // 60_000:02}:{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
