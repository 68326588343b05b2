"""A small country's words and one small exercise of each type, for the tests of this folder."""

from exchange.documents import (
    Band,
    Drawing,
    Exercise,
    Gap,
    Money,
    Option,
    Pair,
    Word,
    Words,
    Wrong,
)


def same(text: str) -> dict[str, str]:
    """A text that is the same in the three languages."""
    return {"fr": text, "ar": text, "en": text}


MANGO = Word(
    one={"fr": "mangue", "en": "mango", "ar": "حبة مانجو"},
    many={"fr": "mangues", "en": "mangoes", "ar": "حبات مانجو"},
    two={"ar": "حبتي مانجو"},
    few={"ar": "حبات مانجو"},
    feminine=("fr", "ar"),
    drawing="mango",
)
EGG = Word(
    one={"fr": "œuf", "en": "egg", "ar": "بيضة"},
    many={"fr": "œufs", "en": "eggs", "ar": "بيضات"},
    two={"ar": "بيضتين"},
    few={"ar": "بيضات"},
    feminine=("ar",),
    drawing="egg",
)
BOOK = Word(
    one={"fr": "livre", "en": "book", "ar": "كتاب"},
    many={"fr": "livres", "en": "books", "ar": "كتب"},
    two={"ar": "كتابين"},
    few={"ar": "كتب"},
)
AWA = Word(one={"fr": "Awa", "ar": "أوا"}, feminine=("fr", "ar", "en"))
MOUSSA = Word(one={"fr": "Moussa", "ar": "موسى"})

WORDS = Words(
    names=(AWA, MOUSSA),
    places=(Word(one={"fr": "Thiès", "ar": "تييس"}),),
    foods=(MANGO,),
    things=(EGG, BOOK),
    money=Money(
        code="XOF",
        sign={"fr": "F", "ar": "ف", "en": "F"},
        name=Word(one={"fr": "franc"}, many={"fr": "francs"}),
        coins=("5", "10", "25", "50", "100", "200", "250", "500"),
        notes=("1000", "2000", "5000", "10000"),
    ),
)

LANGUAGES = ("fr", "ar", "en")
BANDS = (
    Band(name="easy", variables={"a": "2..9", "b": "1..8"}, where=("a > b",)),
    Band(name="hard", variables={"a": "10..90 by 10", "b": (3, 5, 7)}),
)

NUMBER = Exercise(
    name="add",
    type="number",
    ask={
        "fr": "{who} a {a:food}. {who?Il|Elle} en achète {b}. Combien {food:many:de} ?",
        "ar": "عند {who} {a:food} و{b:food}.",
        "en": "{who} has {a:food} and buys {b}. How many?",
    },
    bands=BANDS,
    words={"who": "name", "food": "food"},
    drawing=Drawing(kind="objects", of={"groups": ("a",), "thing": "food"}, label=same("Des choses.")),
    right="a + b",
    wrong=(Wrong(value="a - b", say=same("Tu as enlevé."), misconception="takes-away"),),
    hints=(same("Compte après {a}."),),
    worked=(same("{a} + {b} = {a + b}"),),
    well_done=same("Tu as bien ajouté."),
)
CHOICE = Exercise(
    name="product",
    type="choice",
    ask=same("{a} × {b} ?"),
    bands=(Band(name="one", variables={"a": "2..9", "b": "3..9"}),),
    right="a * b",
    wrong=(
        Wrong(value="a * b + 1", say=same("Un de trop."), misconception="one-more"),
        Wrong(value="a * b - 1", say=same("Un de moins."), misconception="one-less"),
        Wrong(value="a * b + 10", say=same("Dix de trop."), misconception="ten-more"),
        Wrong(value="a * b + 2", say=same("Deux de trop."), misconception="two-more"),
    ),
)
CHOICES = Exercise(
    name="even",
    type="choices",
    ask=same("Lesquels sont pairs ?"),
    bands=(Band(name="one", variables={"a": "1..9"}),),
    options=(
        Option(value="2 * a", right="true"),
        Option(value="2 * a + 1", right="false", say=same("Celui-ci est impair.")),
        Option(value="2 * a + 2", right="true"),
        Option(value="2 * a + 3", right="false"),
    ),
)
TEXT = Exercise(
    name="plural",
    type="text",
    ask={"fr": "Écris au pluriel : {word}"},
    table=({"word": "cheval", "plural": "chevaux"}, {"word": "élève", "plural": "élèves"}),
    right="plural",
    wrong=(
        Wrong(
            value={"fr": "{word}s"}, say={"fr": "Il change."}, misconception="adds-s", when="word == 'cheval'"
        ),
    ),
)
ORDER = Exercise(
    name="sort",
    type="order",
    ask=same("Range."),
    bands=(Band(name="one", variables={"a": "1..50"}),),
    items=("a", "a + 3", "a + 7", "a + 9"),
)
MATCH = Exercise(
    name="doubles",
    type="match",
    ask=same("Relie."),
    bands=(Band(name="one", variables={"a": "1..9"}),),
    pairs=(Pair("a", "2 * a"), Pair("a + 1", "2 * a + 2"), Pair("a + 2", "2 * a + 4")),
)
GAPS = Exercise(
    name="a-or-has",
    type="gaps",
    ask={"fr": "Complète."},
    words={"who": "name"},
    text={"fr": "{who} [[1]] une balle. Elle va [[2]] l’école. 2 + 3 = [[3]]"},
    gaps=(
        Gap(right={"fr": "a"}, choices=({"fr": "a"}, {"fr": "à"})),
        Gap(right={"fr": "à"}, choices=({"fr": "a"}, {"fr": "à"})),
        Gap(right="2 + 3"),
    ),
)
ALL = (NUMBER, CHOICE, CHOICES, TEXT, ORDER, MATCH, GAPS)
