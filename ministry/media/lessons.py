"""The drawings of the maths lessons: each is one SVG file beside the lesson's text."""

from itertools import pairwise
from math import cos, pi, sin

from ministry.media.people import AWA, IBRAHIM, MOUSSA, bust
from ministry.media.svg import (
    CLAY,
    CREAM,
    EARTH,
    INK,
    LEAF,
    MANGO,
    ORANGE,
    PALE_WATER,
    WATER,
    box,
    circle,
    group,
    oval,
    path,
    picture,
    put,
    words,
)

GREEN_INK = "#1b6e3c"


def bundle(x: float, y: float, side: float = 60) -> str:
    """Return ten ears of millet tied together."""
    return put("bundle", x, y, side)


def seven_mangoes() -> str:
    """Return seven mangoes, each with the number that is said when it is touched."""
    mat = box(2, 8, 296, 52, EARTH, 8) + path("M8 16h284M8 52h284", stroke=CLAY, width=2, dash="2 6")
    mangoes = (
        put("mango", 8 + 41 * place, 14) + words(28 + 41 * place, 86, place + 1, 22) for place in range(7)
    )
    return picture(300, 96, "Sept mangues en ligne, numérotées de 1 à 7", (mat, *mangoes))


def twelve_mangoes() -> str:
    """Return ten mangoes in two rows of five on a mat, and two more beside it."""
    mat = box(3, 3, 192, 82, EARTH, 8)
    ten = (put("mango", 7 + 37 * (place % 5), 8 + 37 * (place // 5), 36) for place in range(10))
    two = (put("mango", 212 + 40 * place, 26, 36) for place in range(2))
    numbers = (words(99, 110, 10, 22), words(250, 110, 2, 22))
    return picture(300, 120, "Dix mangues sur une natte, et deux mangues à côté", (mat, *ten, *two, *numbers))


def three_and_two_fish() -> str:
    """Return two trays of fish and the sum under them."""
    trays = box(3, 5, 164, 62, PALE_WATER, 10) + box(183, 5, 114, 62, PALE_WATER, 10)
    fish = (put("fish", left, 12, 48) for left in (9, 60, 111, 192, 243))
    sums = (words(85, 98, 3, 26), words(175, 98, "+", 26), words(240, 98, 2, 26))
    whole = (path("M10 106c0 8 137 2 140 12 3-10 140-4 140-12"), words(150, 143, 5, 28, GREEN_INK))
    return picture(
        300, 150, "Trois poissons d’un côté, deux poissons de l’autre", (trays, *fish, *sums, *whole)
    )


def five_take_two_oranges() -> str:
    """Return five oranges of which the last two are crossed out."""
    oranges = (put("orange", 6 + 58 * place, 10, 52) for place in range(5))
    crosses = (path(f"M{186 + 58 * place} 22l40 36m0-36l-40 36", stroke=INK, width=5) for place in range(2))
    return picture(300, 76, "Cinq oranges, dont deux sont barrées", (*oranges, *crosses))


def ten_ears_make_a_bundle() -> str:
    """Return ten single ears, an equals sign, one tied bundle."""
    ears = (put("ear", 20 * place - 16, 12, 60) for place in range(10))
    after = (words(217, 54, "=", 28), bundle(234, 6, 66), words(104, 98, 10), words(264, 98, 10))
    return picture(300, 104, "Dix épis de mil, puis une botte liée", (*ears, *after))


def thirty_four_ears() -> str:
    """Return three bundles and four single ears, with what each is worth."""
    bundles = (bundle(2 + 62 * place, 6, 64) + words(31 + 62 * place, 100, 10) for place in range(3))
    ears = (put("ear", 186 + 21 * place, 8, 60) for place in range(4))
    return picture(
        300,
        108,
        "Trois bottes de dix épis de mil et quatre épis seuls",
        (*bundles, *ears, words(247, 100, 4)),
    )


def coin(x: float, y: float, value: int, side: float = 56) -> str:
    """Return a plain coin that shows its number."""
    return put("coin", x, y, side) + words(x + side / 2, y + side * 0.64, value, int(side * 0.4))


def coins_and_note() -> str:
    """Return coins of several sizes and a note without any country's marks."""
    note = box(158, 14, 138, 70, PALE_WATER, 4, stroke=INK) + box(
        165, 21, 124, 56, "none", 2, stroke=WATER, width=1.5
    )
    art = put("pirogue", 203, 24, 50) + circle(182, 36, 9, MANGO) + circle(274, 64, 9, MANGO)
    coins = coin(2, 38, 5, 42) + coin(46, 30, 10, 52) + coin(100, 38, 5, 42)
    return picture(300, 100, "Trois pièces rondes et un billet rectangulaire", (coins, note, art))


def thirty_in_coins() -> str:
    """Return two tens and two fives in the order of counting, with the running total under them."""
    coins = coin(4, 2, 10, 66) + coin(80, 2, 10, 66) + coin(160, 10, 5, 54) + coin(232, 10, 5, 54)
    totals = (words(x, 96, total, 22, GREEN_INK) for x, total in ((37, 10), (113, 20), (187, 25), (259, 30)))
    return picture(
        300, 104, "Deux pièces de 10 et deux pièces de 5, et le total à chaque pièce", (coins, *totals)
    )


def clock(x: float, y: float, hours: int, minutes: int) -> str:
    """Return a clock of radius 60 around (x, y): short brick hand for hours, long water hand for minutes."""
    numbers = (
        words(round(46 * sin(pi * n / 6)), round(-46 * cos(pi * n / 6)) + 5, n, 15) for n in range(1, 13)
    )
    hour, minute = pi * (hours % 12 + minutes / 60) / 6, pi * minutes / 30
    hands = path(f"M0 0L{33 * sin(minute):.0f} {-33 * cos(minute):.0f}", stroke=WATER, width=5) + path(
        f"M0 0L{23 * sin(hour):.0f} {-23 * cos(hour):.0f}", stroke=CLAY, width=7
    )
    return group(x, y, circle(0, 0, 60, CREAM), *numbers, hands, circle(0, 0, 4, INK))


def three_o_clock_and_half_past() -> str:
    """Return two clocks: 3:00 and 3:30."""
    clocks = (
        clock(72, 66, 3, 0),
        clock(228, 66, 3, 30),
        words(72, 154, "3:00", 22),
        words(228, 154, "3:30", 22),
    )
    return picture(300, 162, "Deux horloges : la grande aiguille est sur 12, puis sur 6", clocks)


def opened_ten() -> str:
    """Return 42 as four bundles and two ears, then as three bundles and twelve ears."""
    before = [bundle(4 + 46 * place, 4, 52) for place in range(4)] + [
        put("ear", 196 + 18 * n, 6, 50) for n in range(2)
    ]
    after = [bundle(4 + 46 * place, 100, 52) for place in range(3)]
    after += [put("ear", 136 + 13 * n, 102, 50) for n in range(12)]
    numbers = words(92, 76, 4, 22) + words(231, 76, 2, 22) + words(70, 172, 3, 22) + words(232, 172, 12, 22)
    opened = path("M160 70c4 8 6 14 8 22m-7-6l7 6 4-8", stroke=CLAY, width=3)
    label = "En haut quatre bottes et deux épis. En bas trois bottes et douze épis."
    return picture(320, 180, label, (*before, *after, numbers, opened))


def twelve_shared_by_three() -> str:
    """Return three children, each with a plate of four mangoes."""
    parts = []
    for place, child in enumerate((AWA, MOUSSA, IBRAHIM)):
        left = 4 + 100 * place
        parts += [bust(child, left + 17, 2, 0.9), oval(left + 46, 98, 45, 25, CREAM)]
        parts += [put("mango", left + 11 + 36 * (n % 2), 71 + 24 * (n // 2), 32) for n in range(4)]
    return picture(300, 128, "Trois enfants, chacun avec une assiette de quatre mangues", parts)


def flatbread(x: float, y: float, parts: int, eaten: int) -> str:
    """Return a round flatbread of radius 44 cut in equal parts, `eaten` of them coloured."""
    ends = [(44 * sin(2 * pi * n / parts), -44 * cos(2 * pi * n / parts)) for n in range(parts + 1)]
    slices = "".join(
        path(f"M0 0L{x1:.0f} {y1:.0f}A44 44 0 0 1 {x2:.0f} {y2:.0f}z", ORANGE if n < eaten else EARTH)
        for n, ((x1, y1), (x2, y2)) in enumerate(pairwise(ends))
    )
    return group(x, y, slices if parts > 1 else circle(0, 0, 44, EARTH))


def whole_half_quarter() -> str:
    """Return a whole flatbread, one cut in two, one cut in four."""
    breads = (flatbread(50, 50, 1, 0), flatbread(150, 50, 2, 1), flatbread(250, 50, 4, 1))
    numbers = (words(50, 122, 1, 22), words(150, 122, "1/2", 22), words(250, 122, "1/4", 22))
    return picture(
        300, 130, "Une galette entière, une coupée en deux, une coupée en quatre", (*breads, *numbers)
    )


def fair_and_unfair_cut() -> str:
    """Return a cloth cut in two equal parts, ticked, and one cut unfairly, crossed."""
    fair = box(10, 10, 120, 56, MANGO) + box(10, 10, 60, 56, ORANGE)
    unfair = box(170, 10, 120, 56, MANGO) + box(170, 10, 28, 56, ORANGE)
    signs = path("M56 84l10 10 20-22", stroke=GREEN_INK, width=5) + path(
        "M218 74l22 22m0-22l-22 22", stroke=CLAY, width=5
    )
    label = "Un pagne coupé en deux parts égales, un autre coupé en deux parts inégales"
    return picture(300, 104, label, (fair, unfair, signs))


def ruler(x: float, y: float, length: int, step: int = 29) -> str:
    """Return a ruler of `length` centimetres, `step` units each, its zero at x."""
    marks = "".join(f"M{x + step * n} {y}v14" for n in range(length + 1))
    halves = "".join(f"M{x + step * n + step / 2:g} {y}v8" for n in range(length))
    numbers = "".join(words(x + step * n, y + 32, n, 15) for n in range(length + 1))
    return box(x - 12, y, step * length + 24, 42, MANGO, 3) + path(marks + halves, width=2) + numbers


def pencil(x: float, y: float, length: int) -> str:
    """Return a pencil lying from x to x + length, point on the right."""
    wood = path(f"M{x + length - 22} {y}l22 9-22 9z", EARTH) + path(
        f"M{x + length - 8} {y + 6}l8 3-8 3z", INK
    )
    return box(x, y, 16, 18, CLAY, 3) + box(x + 14, y, length - 36, 18, LEAF) + wood


def pencil_of_seven() -> str:
    """Return a pencil laid from the zero of a ruler to its 7."""
    dots = path("M22 14v38M225 14v38", stroke=CLAY, width=2, dash="2 5")
    return picture(
        300, 100, "Un crayon posé sur une règle, du 0 au 7", (pencil(22, 18, 203), ruler(22, 52, 9), dots)
    )


def pencil_from_one() -> str:
    """Return the same ruler with a pencil that begins at 1, which misleads."""
    dots = path("M51 14v38M196 14v38", stroke=CLAY, width=2, dash="2 5")
    return picture(
        300, 100, "Un crayon posé sur une règle, du 1 au 6", (pencil(51, 18, 145), ruler(22, 52, 9), dots)
    )


DRAWINGS = {
    "maths/numbers-to-20/seven-mangoes.svg": seven_mangoes,
    "maths/numbers-to-20/twelve-mangoes.svg": twelve_mangoes,
    "maths/add-and-take-away-to-10/three-and-two.svg": three_and_two_fish,
    "maths/add-and-take-away-to-10/five-take-two.svg": five_take_two_oranges,
    "maths/tens-and-ones/ten-make-a-bundle.svg": ten_ears_make_a_bundle,
    "maths/tens-and-ones/thirty-four.svg": thirty_four_ears,
    "maths/at-the-market/coins-and-note.svg": coins_and_note,
    "maths/at-the-market/thirty.svg": thirty_in_coins,
    "maths/read-the-clock/two-clocks.svg": three_o_clock_and_half_past,
    "maths/carry-and-borrow/opened-ten.svg": opened_ten,
    "maths/tables-and-sharing/twelve-for-three.svg": twelve_shared_by_three,
    "maths/halves-and-quarters/whole-half-quarter.svg": whole_half_quarter,
    "maths/halves-and-quarters/fair-cut.svg": fair_and_unfair_cut,
    "maths/measure-length/pencil-of-seven.svg": pencil_of_seven,
    "maths/measure-length/pencil-from-one.svg": pencil_from_one,
}
