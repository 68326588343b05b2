"""The frames of the film “bundles of ten”: what is seen at each moment, with digits but no words."""

from ministry.media.film_words import COUNT_STEP, FIRST_COUNT, FIRST_ONE, LENGTH_SECONDS, ONE_STEP
from ministry.media.people import AWA, bust
from ministry.media.svg import (
    CLAY,
    CREAM,
    EARTH,
    MANGO,
    PALE_WATER,
    box,
    circle,
    oval,
    path,
    picture,
    put,
    words,
)

WIDE, HIGH = 426, 240  # 240p
FRAMES_PER_S = 15
TEN = 10
TIED = 20.4  # when the ten sticks have become a bundle
BUNDLES_AT = (24.4, 27.2, 30.2)  # when each bundle goes to its place
ONES_AT = 33.6
DIGITS_AT = 43.9
MET_AT = 46.8  # when the two digits come together
STICK = 70  # side of a stick on the picture
MAT_TOP = 118
FALL_SECONDS = 0.4


def frame(seconds: float) -> str:
    """Return what is seen at this moment, as a whole SVG picture."""
    return picture(WIDE, HIGH, "", (scene(), *stage(seconds)))


def scene() -> str:
    """Return what never moves: wall, ground, mat, and Awa behind it."""
    ground = box(-5, 150, WIDE + 10, 100, EARTH, stroke="none") + path(f"M0 150h{WIDE}", width=2)
    mat = box(100, MAT_TOP, 316, 96, MANGO, 10) + path(
        "M108 128h300M108 204h300", stroke=CLAY, width=3, dash="2 8"
    )
    return box(-5, -5, WIDE + 10, 160, PALE_WATER, stroke="none") + ground + bust(AWA, 4, 104, 1.4) + mat


def stage(seconds: float) -> tuple[str, ...]:
    """Return what moves at this moment."""
    if seconds < FIRST_COUNT - 2.8:
        return (heap(), question())
    if seconds < TIED:
        return (counted_sticks(seconds), total(min(TEN, sticks_down(seconds))))
    ones = ones_counted(seconds)
    return (*bundles(seconds), *ones_sticks(seconds, ones), shown_total(seconds, ones))


def heap() -> str:
    """Return thirty-four sticks lying about on the mat, in the same way each time."""
    places = ((104 + (n * 67) % 262, MAT_TOP - 6 + (n * 29) % 44, (n * 47) % 120 - 60) for n in range(34))
    return "".join(turned_stick(x, y, turn) for x, y, turn in places)


def turned_stick(x: float, y: float, turn: int) -> str:
    """Return a stick turned around its middle."""
    return (
        f'<g transform="translate({x + 24} {y + 24}) rotate({turn})">' + put("stick", -24, -24, 48) + "</g>"
    )


def question() -> str:
    """Return Awa's thought: how many?"""
    rounds = circle(108, 92, 6, "#fff") + circle(94, 104, 4, "#fff")
    return oval(146, 56, 38, 28, "#fff") + rounds + words(146, 70, "?", 40, CLAY)


def eased(begin: float, seconds: float, now: float) -> float:
    """Return how far a movement has come, 0 to 1, slowing down at its end."""
    part = max(0.0, min(1.0, (now - begin) / seconds))
    return 1 - (1 - part) ** 2


def sticks_down(now: float) -> int:
    """Return how many sticks have been counted."""
    return max(0, int((now - FIRST_COUNT) / COUNT_STEP) + 1) if now >= FIRST_COUNT else 0


def counted_sticks(now: float) -> str:
    """Return the sticks counted so far, each falling on the mat; once there are ten, they come together."""
    together = eased(TIED - 1.3, 1.2, now)
    sticks = []
    for n in range(min(TEN, sticks_down(now))):
        fallen = eased(FIRST_COUNT + n * COUNT_STEP, FALL_SECONDS, now)
        in_line, in_bundle = 90 + 28 * n, 216 + 6 * (n - 4.5)
        x = in_line + (in_bundle - in_line) * together
        sticks.append(put("stick", round(x), round(20 + (MAT_TOP + 8 - 20) * fallen), STICK))
    return "".join(sticks)


def total(number: int) -> str:
    """Return the count so far, large, above the mat; nothing at zero."""
    return words(260, 92, number, 64) if number else ""


def bundles(now: float) -> tuple[str, ...]:
    """Return the bundles: the first goes from the middle to its place, the others come in from the right."""
    shown = []
    for n, begin in enumerate(BUNDLES_AT):
        come, place = (216, 112 + 62 * n) if n == 0 else (WIDE + 10, 112 + 62 * n)
        if n == 0 or now >= begin:
            shown.append(
                put("ten-sticks", round(come + (place - come) * eased(begin, 0.8, now)), MAT_TOP + 14, 64)
            )
    return tuple(shown)


def ones_sticks(now: float, counted: int) -> tuple[str, ...]:
    """Return the four single sticks; a dot stands under each that has been counted."""
    shown = []
    for n in range(4):
        begin = ONES_AT + 0.4 * n
        if now >= begin:
            x = round(WIDE + 10 + (288 + 25 * n - WIDE - 10) * eased(begin, 0.6, now))
            shown.append(put("stick", x, MAT_TOP + 8, STICK))
    return (*shown, *(circle(322 + 25 * n, MAT_TOP + 84, 4, CLAY) for n in range(counted)))


def ones_counted(now: float) -> int:
    """Return how many of the four single sticks have been counted."""
    return min(4, int((now - FIRST_ONE) / ONE_STEP) + 1) if now >= FIRST_ONE else 0


def shown_total(now: float, ones: int) -> str:
    """Return the count above the mat: tens, then ones; at the end two cards, that meet as one number."""
    tens = sum(now >= begin for begin in BUNDLES_AT) or 1
    if now < DIGITS_AT:
        return total(TEN * tens + ones)
    met = eased(MET_AT, 0.8, now)
    return card(204 + 28 * met, 3, CLAY) + card(360 - 68 * met, 4, "#2f7f9e")


def card(x: float, digit: int, colour: str) -> str:
    """Return a digit on a card, centred on x."""
    return box(round(x) - 28, 34, 56, 68, CREAM, 8) + words(round(x), 88, digit, 54, colour)


def moments() -> tuple[float, ...]:
    """Return the time of each frame, in seconds."""
    return tuple(n / FRAMES_PER_S for n in range(LENGTH_SECONDS * FRAMES_PER_S))
