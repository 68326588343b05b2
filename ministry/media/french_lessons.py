"""The drawings of the French lessons: things whose names begin or end alike, one and many, who acts."""

from ministry.media.people import AMINA, AWA, IBRAHIM, MOTHER, MOUSSA, figure
from ministry.media.svg import CREAM, EARTH, LEAF, PALE_WATER, WATER, box, path, picture, put


def four_words_in_m() -> str:
    """Return a mango, a hand, an ear of millet and a house: mangue, main, mil, maison."""
    cards = (box(3 + 75 * place, 3, 69, 78, CREAM, 8) for place in range(4))
    things = (
        put(thing, 9 + 75 * place, 13, 58) for place, thing in enumerate(("mango", "hand", "millet", "house"))
    )
    return picture(300, 84, "Une mangue, une main, un épi de mil, une maison", (*cards, *things))


def fish_and_house() -> str:
    """Return a fish and a house, whose French names end alike."""
    cards = (box(33, 3, 104, 84, CREAM, 8), box(163, 3, 104, 84, CREAM, 8))
    return picture(
        300, 90, "Un poisson et une maison", (*cards, put("fish", 49, 10, 72), put("house", 179, 8, 72))
    )


def one_and_many_mangoes() -> str:
    """Return one mango on the left, four on the right."""
    cards = (box(3, 3, 94, 90, CREAM, 8), box(113, 3, 184, 90, CREAM, 8))
    many = (put("mango", 122 + 42 * place, 8 if place % 2 else 38, 44) for place in range(4))
    return picture(
        300, 96, "Une mangue seule, puis quatre mangues", (*cards, put("mango", 22, 20, 56), *many)
    )


def children_who_play() -> str:
    """Return one girl with a ball, then three children with another ball."""
    ground = (
        box(0, 128, 320, 12, EARTH, 0, stroke="none")
        + path("M0 128h320", width=2)
        + path("M128 120V20", width=2, dash="1 7")
    )
    alone = figure(AWA, 22, 8, 0.8, ((2, 92), (66, 40))) + put("ball", 84, 102, 30)
    others = figure(IBRAHIM, 140, 8, 0.8, ((-2, 40), (60, 96))) + figure(AMINA, 202, 8, 0.8)
    others += figure(MOUSSA, 258, 8, 0.8, ((-4, 90), (66, 40))) + put("ball", 178, 104, 28)
    grass = path("M8 128l4-8 4 8M300 128l4-8 4 8", LEAF, width=1.5)
    return picture(
        320,
        140,
        "Une fille joue seule au ballon, trois enfants jouent ensemble",
        (ground, grass, alone, others),
    )


def village() -> str:
    """Return a village by a river, with much to name: the house, the hen, the drum, the canoe, the fish."""
    sky = box(0, 0, 360, 240, PALE_WATER, stroke="none") + put("sun", 296, 8, 52)
    ground = box(0, 112, 360, 128, EARTH, stroke="none") + path("M0 112h360", width=2)
    river = path("M0 190c60-16 120 12 180 0s120-14 180 2v48H0z", WATER)
    homes = put("house", 14, 44, 84) + put("house", 92, 62, 60) + put("tree", 214, 20, 100)
    people = figure(MOTHER, 160, 60, 0.72, ((4, 104), (70, 66))) + put("calabash", 200, 84, 34)
    people += figure(AWA, 276, 84, 0.6, ((2, 92), (66, 40))) + put("ball", 322, 152, 24)
    animals = put("hen", 96, 132, 46) + put("drum", 38, 126, 48)
    water = put("pirogue", 204, 168, 66) + put("fish", 66, 200, 36) + put("fish", 126, 208, 28)
    label = "Un village au bord d’un fleuve"
    return picture(360, 240, label, (sky, ground, river, homes, people, animals, water))


DRAWINGS = {
    "french/sounds-and-words/words-in-m.svg": four_words_in_m,
    "french/sounds-and-words/fish-and-house.svg": fish_and_house,
    "french/sounds-and-words/village.svg": village,
    "french/good-sentences/one-and-many.svg": one_and_many_mangoes,
    "french/verbs-of-every-day/children-who-play.svg": children_who_play,
}
