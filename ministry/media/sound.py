"""Sound as samples: silence, drums, a plucked string, and several sounds put together."""

from array import array
from collections.abc import Iterable
from math import exp, pi, sin
from typing import TypeAlias

RATE = 22_050  # samples per second, what espeak-ng speaks in
LOUDEST = 32_767
PENTATONIC = (220.0, 247.5, 293.3, 330.0, 391.1, 440.0)  # Hz, like the open strings of a small lute

Samples: TypeAlias = "array[int]"  # 16 bits, one channel


def silence(seconds: float) -> Samples:
    """Return samples without sound."""
    return array("h", bytes(2 * round(seconds * RATE)))


def join(sounds: Iterable[Samples]) -> Samples:
    """Return sounds one after the other."""
    whole = array("h")
    for sound in sounds:
        whole.extend(sound)
    return whole


def lay(ground: Samples, sound: Samples, at_seconds: float) -> None:
    """Add a sound to the ground, from this moment; what hangs over the end is cut."""
    first = round(at_seconds * RATE)
    for place, sample in enumerate(sound[: max(0, len(ground) - first)], first):
        ground[place] = max(-LOUDEST, min(LOUDEST, ground[place] + sample))


def drum(loud: float = 0.6) -> Samples:
    """Return one stroke on a large drum: a low tone that falls and dies away."""
    times = (n / RATE for n in range(round(0.5 * RATE)))
    return array(
        "h",
        [
            round(loud * LOUDEST * exp(-7 * t) * sin(2 * pi * (62 * t + 2.2 * (1 - exp(-18 * t)))))
            for t in times
        ],
    )


def knock(height: float = 700, loud: float = 0.3) -> Samples:
    """Return the short dry sound of one stick laid on another; `height` in Hz."""
    times = (n / RATE for n in range(round(0.12 * RATE)))
    return array("h", [round(loud * LOUDEST * exp(-45 * t) * sin(2 * pi * height * t)) for t in times])


def pluck(height: float, seconds: float = 1.2, loud: float = 0.35) -> Samples:
    """Return one plucked string, after Karplus and Strong 1983; `height` in Hz."""
    length = round(RATE / height)
    string = [(n * 7919 % 2003) / 1001.5 - 1 for n in range(length)]  # noise, but the same each time
    samples = array("h")
    for n in range(round(seconds * RATE)):
        here, after = n % length, (n + 1) % length
        fade = min(1.0, (seconds * RATE - n) / 2000)
        samples.append(round(loud * LOUDEST * string[here] * fade))
        string[here] = 0.498 * (string[here] + string[after])
    return samples


def tune(steps: tuple[int, ...], beat_seconds: float = 0.26) -> Samples:
    """Return a short tune on the plucked string; each step is a place in `PENTATONIC`."""
    ground = silence(beat_seconds * len(steps) + 1.2)
    for beat, step in enumerate(steps):
        lay(ground, pluck(PENTATONIC[step]), beat * beat_seconds)
    return ground
