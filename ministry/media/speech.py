"""Speech by espeak-ng: a machine's voice, until a person lends theirs. Same file name, same place."""

import io
import wave
from array import array
from dataclasses import dataclass

from ministry.media.programs import run
from ministry.media.sound import RATE, Samples


@dataclass(frozen=True)
class Voice:
    """How somebody speaks: name for espeak-ng, pitch (0 to 99), pause between words in 10 ms."""

    name: str
    pitch: int = 45
    words_a_minute: int = 132  # a child who begins to read follows about 130; the machine's own is 175
    pause: int = 3


def say(text: str, voice: Voice) -> Samples:
    """Return the text as this voice says it.

    Raises:
        ProgramMissing: espeak-ng is not installed.
    """
    settings = (
        "-v",
        voice.name,
        "-p",
        str(voice.pitch),
        "-s",
        str(voice.words_a_minute),
        "-g",
        str(voice.pause),
    )
    # -z: our own pauses follow the text. By standard input, so that no text is taken for an option.
    spoken = run("espeak-ng", *settings, "-a", "160", "-z", "--stdin", "--stdout", given=text.encode())
    # The header of a stream does not know its length: what follows its 44 bytes is the sound.
    with wave.open(io.BytesIO(spoken)) as header:
        if header.getframerate() != RATE:
            raise AssertionError("espeak-ng speaks at 22,050 Hz")
    return array("h", spoken[44 : 44 + (len(spoken) - 44) // 2 * 2])
