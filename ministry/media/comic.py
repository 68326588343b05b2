"""The comic “at the market”: eight pictures without words, so that they serve every language."""

from ministry.media.lessons import coin
from ministry.media.people import AWA, FATOU, IBRAHIM, MOTHER, bust, figure
from ministry.media.svg import (
    CLAY,
    CREAM,
    EARTH,
    LEAF,
    MANGO,
    ORANGE,
    PALE_WATER,
    box,
    circle,
    group,
    oval,
    path,
    picture,
    put,
    words,
)

WIDE, HIGH = 320, 220
FOLDER = "maths/at-the-market"


def panel(label: str, *parts: str) -> str:
    """Return one panel with its frame drawn last, so that nothing hangs over it."""
    return picture(WIDE, HIGH, label, (*parts, box(2, 2, WIDE - 4, HIGH - 4, "none", 6, width=4)))


def outside(ground: int = 176) -> str:
    """Return sky and sandy ground."""
    return (
        box(2, 2, 316, 214, PALE_WATER, 6, stroke="none")
        + box(2, ground, 316, 218 - ground, EARTH, stroke="none")
        + path(f"M2 {ground}h316", width=2)
    )


def stall() -> str:
    """Return a market stall with its striped awning, seen from the front; the seller stands at x = 196."""
    stripes = "".join(box(146 + 24 * n, 14, 24, 34, CLAY if n % 2 else CREAM) for n in range(7))
    posts = path("M152 48v150M308 48v150", stroke="#6b3a17", width=6)
    return posts + group(0, 0, stripes)


def table() -> str:
    """Return the stall's table with a heap of mangoes and a basket of groundnuts."""
    heap = ((160, 112), (184, 112), (208, 112), (172, 94), (196, 94), (184, 76))
    mangoes = "".join(put("mango", x, y, 30) for x, y in heap)
    nuts = basket_of_nuts(244, 92, 54)
    return (
        mangoes
        + nuts
        + box(146, 138, 168, 62, ORANGE)
        + path("M146 156h168", stroke=MANGO, width=5, dash="1 12")
    )


def basket_of_nuts(x: float, y: float, side: float) -> str:
    """Return a basket heaped with groundnuts."""
    places = ((0.1, 0.16), (0.34, 0.06), (0.56, 0.16), (0.2, 0.22), (0.44, 0.22))
    nuts = "".join(put("nuts", x + side * left, y + side * top, side * 0.36) for left, top in places)
    return nuts + put("basket", x, y, side)


def thought(x: float, y: float, across: float, down: float, *inside: str) -> str:
    """Return a white bubble whose three small rounds point down to the left, with what is thought inside."""
    rounds = circle(x - across * 0.72, y + down * 0.96, 7, "#fff") + circle(
        x - across * 0.8, y + down * 1.2, 4, "#fff"
    )
    return oval(x, y, across, down, "#fff") + rounds + "".join(inside)


def mother_gives_four_coins() -> str:
    """Return the yard: the mother holds out four coins to Awa."""
    home = put("house", 10, 30, 150) + put("tree", 232, 4, 110)
    mother = figure(MOTHER, 84, 46, 1.1, ((4, 104), (84, 74)))
    awa = figure(AWA, 206, 82, 0.85, ((-22, 62), (60, 104)))
    coins = "".join(coin(166 + 20 * (n % 2), 98 + 20 * (n // 2), 10, 26) for n in range(4))
    return panel("Maman tend quatre pièces de 10 à Awa devant la maison", outside(), home, mother, awa, coins)


def children_count_on_the_way() -> str:
    """Return Awa and Ibrahim on the path, the four coins and their running total above them."""
    awa = figure(AWA, 76, 84, 0.84, ((2, 98), (70, 92)))
    brother = figure(IBRAHIM, 154, 98, 0.74, ((-18, 78), (58, 104)))
    coins = "".join(
        coin(40 + 64 * n, 12, 10, 40) + words(60 + 64 * n, 76, 10 * (n + 1), 20) for n in range(4)
    )
    trees = put("tree", -10, 92, 92) + put("tree", 238, 98, 84)
    return panel(
        "Awa et Ibrahim marchent. Au-dessus, quatre pièces : 10, 20, 30, 40",
        outside(),
        trees,
        awa,
        brother,
        coins,
    )


def at_the_stall() -> str:
    """Return the two children before the stall of Fatou, who shows a mango; its price is on a small board."""
    seller = figure(FATOU, 196, 44, 1, ((-18, 42), (66, 96)))
    board = box(222, 144, 40, 34, CREAM, 3) + words(242, 169, 5, 24)
    children = figure(AWA, 8, 78, 0.84, ((2, 104), (74, 70))) + figure(IBRAHIM, 78, 96, 0.72)
    return panel(
        "Fatou, la marchande, montre une mangue. Le prix écrit est 5",
        outside(),
        stall(),
        seller,
        put("mango", 162, 52, 34),
        table(),
        board,
        children,
    )


def four_mangoes_cost_twenty() -> str:
    """Return Ibrahim who thinks: four mangoes, each with the total so far."""
    mangoes = "".join(
        put("mango", 96 + 48 * n, 28, 40) + words(116 + 48 * n, 92, 5 * (n + 1), 22) for n in range(4)
    )
    brother = bust(IBRAHIM, 14, 96, 1.6)
    return panel(
        "Ibrahim pense à quatre mangues : 5, 10, 15, 20",
        outside(),
        thought(194, 64, 116, 54, mangoes),
        brother,
    )


def awa_pays_twenty() -> str:
    """Return Awa's hand with two coins of 10 over the table, the four mangoes beside."""
    seller = bust(FATOU, 186, 8, 1.5)
    awa = bust(AWA, 14, 26, 1.5)
    counter = (
        box(2, 150, 316, 68, ORANGE, stroke="none")
        + path("M2 150h316")
        + path("M2 206h316", stroke=MANGO, width=5, dash="1 12")
    )
    coins = coin(92, 158, 10, 42) + coin(140, 158, 10, 42)
    mangoes = "".join(put("mango", x, y, 34) for x, y in ((204, 160), (234, 160), (264, 160), (234, 136)))
    label = "Awa pose deux pièces de 10. Fatou a préparé quatre mangues"
    return panel(label, outside(150), seller, awa, counter, coins, mangoes)


def groundnuts_and_change() -> str:
    """Return the second purchase: groundnuts at 15, two coins of 10 given, one coin of 5 handed back."""
    people = bust(AWA, 6, 40, 1.3) + bust(FATOU, 228, 40, 1.3)
    given = (
        coin(100, 22, 10, 46)
        + coin(152, 22, 10, 46)
        + path("M104 82h92m-12-9l12 9-12 9", stroke=LEAF, width=5)
    )
    back = coin(184, 92, 5, 40) + path("M176 112h-68m12-9l-12 9 12 9", stroke=CLAY, width=5)
    counter = box(2, 164, 316, 54, ORANGE, stroke="none") + path("M2 164h316")
    goods = basket_of_nuts(116, 132, 74) + box(198, 172, 48, 36, CREAM, 3) + words(222, 198, 15, 24)
    label = "Un panier d’arachides à 15. Awa donne deux pièces de 10, Fatou rend une pièce de 5"
    return panel(label, outside(164), people, counter, given, back, goods)


def back_home_with_a_coin() -> str:
    """Return Awa at home showing the coin of 5 that is left to her mother."""
    home = put("house", 168, 8, 150)
    mother = figure(MOTHER, 210, 48, 1.08, ((-14, 78), (60, 104)))
    awa = figure(AWA, 96, 80, 0.86, ((2, 104), (84, 58)))
    bag = put("basket", 54, 148, 58) + put("mango", 56, 134, 28) + put("mango", 76, 132, 28)
    return panel(
        "Awa rentre et montre à Maman la pièce de 5", outside(), home, mother, awa, coin(158, 104, 5, 34), bag
    )


def four_share_the_mangoes() -> str:
    """Return the family around a mat: four people, four mangoes."""
    mat = oval(160, 176, 130, 34, MANGO) + path(
        "M46 176c20-34 208-34 228 0", stroke=CLAY, width=3, dash="2 6"
    )
    people = (
        bust(MOTHER, 24, 48, 1.1)
        + bust(AWA, 96, 62, 0.95)
        + bust(IBRAHIM, 166, 66, 0.92)
        + bust(FATOU, 230, 48, 1.1)
    )
    mangoes = "".join(put("mango", 62 + 54 * n, 154, 38) for n in range(4))
    sun = put("sun", 136, 8, 48)
    return panel(
        "Quatre personnes autour d’une natte, chacune avec une mangue",
        outside(120),
        sun,
        people,
        mat,
        mangoes,
    )


PANELS = (
    mother_gives_four_coins,
    children_count_on_the_way,
    at_the_stall,
    four_mangoes_cost_twenty,
    awa_pays_twenty,
    groundnuts_and_change,
    back_home_with_a_coin,
    four_share_the_mangoes,
)
DRAWINGS = {f"{FOLDER}/panel-{number}.svg": draw for number, draw in enumerate(PANELS, 1)}
