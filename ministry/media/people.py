"""The people of our pictures: a few children and grown-ups who come back from one picture to the next."""

from dataclasses import dataclass

from ministry.media.svg import circle, group, path, same

HAIR = "#1f1611"
GOWN = "M21 51c-9 2-13 10-15 26L2 122h60l-4-45c-2-16-6-24-15-26-4 5-18 5-22 0z"
SHIRT = "M21 51c-9 2-13 9-14 22l-2 26h54l-2-26c-1-13-5-20-14-22-4 5-18 5-22 0z"
SHOULDERS = ((13, 63), (51, 63))  # left and right on the picture

Point = tuple[float, float]


@dataclass(frozen=True)
class Person:
    """How one of our people always looks. `dress` is a gown, or a shirt over a skirt or shorts."""

    hair: str  # short, puffs, braids, scarf, cap
    skin: str
    cloth: str
    second: str  # colour of the scarf, the cap, the beads, the shorts
    dress: str = "gown"


AWA = Person("puffs", "#77492c", "#233a7d", "#f5b12c", "shirt")
IBRAHIM = Person("short", "#5f3922", "#4b8f45", "#a8401a", "shirt")
MOTHER = Person("braids", "#77492c", "#a8401a", "#f5b12c")
FATOU = Person("scarf", "#4a2a18", "#0f6b70", "#f5b12c")
MOUSSA = Person("cap", "#8d5a38", "#b97a10", "#fff6e3", "shirt")
AMINA = Person("scarf", "#8d5a38", "#5b3a8e", "#dd5f2c")


def figure(
    person: Person, x: float, y: float, scale: float = 1, hands: tuple[Point, Point] | None = None
) -> str:
    """Return a person standing, the square around the head having its upper left corner at (x, y).

    A person is 64 units wide and 150 high. `hands` are where the two hands are, from that corner.
    """
    left, right = hands or ((6, 104), (58, 104))
    arms = arm(person, SHOULDERS[0], left) + arm(person, SHOULDERS[1], right)
    return group(x, y, same("legs"), clothes(person), arms, head(person), scale=scale, colour=person.skin)


def bust(person: Person, x: float, y: float, scale: float = 1) -> str:
    """Return head, shoulders and chest: who sits behind a table or a plate."""
    return group(x, y, path(SHIRT, person.cloth), head(person), scale=scale, colour=person.skin)


def clothes(person: Person) -> str:
    """Return the gown, or the shirt with what is worn under it."""
    if person.dress == "gown":
        return path(GOWN, person.cloth) + path("M4 112c18 5 38 5 57 0", stroke=person.second, width=4)
    return path("M8 96l-2 28h52l-2-28z", person.second) + path(SHIRT, person.cloth)


def arm(person: Person, shoulder: Point, hand: Point) -> str:
    """Return an arm in its sleeve, with the hand at its end."""
    elbow = ((shoulder[0] * 2 + hand[0]) / 3, (shoulder[1] * 2 + hand[1]) / 3)
    sleeve = limb(person.cloth, (shoulder, elbow), 14)
    return limb("currentColor", (shoulder, hand)) + sleeve


def limb(colour: str, ends: tuple[Point, Point], width: float = 8) -> str:
    """Return an outlined bar with round ends: the dark one first, the coloured one over it."""
    (x, y), (to_x, to_y) = ends
    line = f"M{x:g} {y:g}L{to_x:.0f} {to_y:.0f}"
    return path(line, width=width + 5) + path(line, stroke=colour, width=width)


def head(person: Person) -> str:
    """Return neck, face and hair."""
    return BEHIND[person.hair](person) + same("face") + HAIRS[person.hair](person)


def black(shape: str) -> str:
    """Return black hair without an outline of its own."""
    return path(shape, HAIR, stroke="none")


def puffs(person: Person) -> str:
    """Return two puffs of hair, behind the head."""
    return circle(16, 16, 9, HAIR) + circle(48, 16, 9, HAIR)


def braids(person: Person) -> str:
    """Return two braids that end in a bead, behind the head."""
    lines = path("M17 26l-3 24M47 26l3 24", stroke=HAIR, width=6.5, dash=".1 6")
    return lines + circle(14, 54, 3, person.second) + circle(50, 54, 3, person.second)


def knot(person: Person) -> str:
    """Return the knot of a scarf, behind the head."""
    return path("M44 17c7-8 13-5 12 0-1 4-7 5-11 4z", person.second)


def nothing(person: Person) -> str:
    """Return nothing: no hair to be seen behind this head."""
    return ""


def scarf(person: Person) -> str:
    """Return a headscarf with its line of dots."""
    dots = path("M21 20c6-6 16-6 22 0", stroke="#fff", width=2, dash="2 4")
    return path("M17.5 28c-3-23 32-23 29 0-4-7-9-9-14.5-9S21 21 17.5 28z", person.second) + dots


def cap(person: Person) -> str:
    """Return a round embroidered cap over short hair."""
    dots = path("M19 19c8-3 18-3 26 0", stroke=person.cloth, width=2)
    return (
        black("M18 30v-9h28v9l-3-7H21z")
        + path("M17.5 22v-8c6-7 23-7 29 0v8c-9-3-20-3-29 0z", person.second)
        + dots
    )


def short_hair(person: Person) -> str:
    """Return short hair."""
    return same("hair")


def puffed_hair(person: Person) -> str:
    """Return short hair and the two bands that hold the puffs."""
    return same("hair") + circle(21, 19, 2.5, person.second) + circle(43, 19, 2.5, person.second)


HAIRS = {"short": short_hair, "puffs": puffed_hair, "braids": short_hair, "scarf": scarf, "cap": cap}
BEHIND = {"short": nothing, "puffs": puffs, "braids": braids, "scarf": knot, "cap": nothing}
