"""A mistake of an exercise, told to its author in French."""

from dataclasses import dataclass, field

from learning.exercises.errors import ExpressionError

MENDING = {  # what an error begins with → how to mend it
    "variable inconnue": "Déclarez-la dans variables, table, words ou let, ou corrigez son nom.",
    "division par zéro": "Ajoutez à where une condition qui écarte zéro, ou commencez l’intervalle à 1.",
    "le texte manque": "Écrivez ce texte dans cette langue.",
    "forme manquante": "Ajoutez cette forme du mot dans words.yml.",
    "aucun tirage": "Assouplissez les conditions de where.",
    "l’intervalle": "Écrivez-le « 1..20 », ou « 10..90 by 10 ».",
    "un intervalle": 'Par exemple : "1..20".',
    "le pays a moins": "Demandez moins de mots de ce genre, ou ajoutez-en au pays.",
    "ce filtre n’existe": "Il y a money, time, fraction, plain, many, de, que, le, un, ou un mot à compter.",
}


@dataclass(frozen=True)
class Problem:
    """A mistake: where it stands ("bands[1].where[0]"), what it is, how to mend it. In French."""

    where: str
    what: str
    how: str


@dataclass
class Findings:
    """The mistakes found so far; the same one is kept once, with its first example."""

    found: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def add(self, where: str, what: str, how: str, example: str = "") -> None:
        """Keep a mistake, unless this place already has the same."""
        told = f"{what}, {example}" if example else what
        self.found.setdefault((where, what), Problem(where, told, how))

    def add_error(self, where: str, error: ExpressionError, example: str = "") -> None:
        """Keep a mistake that the engine met."""
        self.add(where, str(error), how_to_mend(error.what), example)

    def has(self, where: str) -> bool:
        """Tell whether a mistake was found at this place or within it."""
        return any(place == where or place.startswith((f"{where}.", f"{where}[")) for place, _ in self.found)

    def problems(self) -> list[Problem]:
        """Return what was found, in the order of finding."""
        return list(self.found.values())


def how_to_mend(what: str) -> str:
    """Return the advice for an error of the engine."""
    return next(
        (advice for start, advice in MENDING.items() if what.startswith(start)), "Corrigez cette écriture."
    )
