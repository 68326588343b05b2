"""Whether subtitles are WebVTT that every phone can read: a browser drops a wrong file without a word."""

import re

TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
TIMES = re.compile(rf"({TIME})[ \t]+-->[ \t]+({TIME})(?:[ \t]+.*)?\Z")


def why_not_webvtt(content: bytes) -> str:
    """Return what makes these bytes no WebVTT, "" when they are: cues with a text, forward in time."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return "UTF-8"
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", text.strip("\n"))]
    if not re.match(r"WEBVTT(?:[ \t].*)?\Z", blocks[0][0]):
        return "WEBVTT ?"
    cues = [block for block in blocks[1:] if not re.match(r"(NOTE|STYLE|REGION)\b", block[0])]
    if not cues:
        return "00:00.000 --> … ?"
    return next((why for why in map(_why_not_cue, cues) if why), "")


def _why_not_cue(cue: list[str]) -> str:
    times, *lines = cue if "-->" in cue[0] else [*cue[1:], ""]
    found = TIMES.match(times)
    if not found:
        return times or cue[0]
    begin, end = (_seconds(time) for time in found.groups())
    return "" if begin < end and any(line.strip() for line in lines) else times


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
