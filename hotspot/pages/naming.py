"""How the things of the catalogue are called on a page, in the page's language."""

from functools import cache

from markupsafe import Markup

from hotspot.content import catalogue
from hotspot.pages.language import LANGUAGES, chosen_language, in_language
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n

BYTES_A_GB = 1_000_000_000
WORTH_SAYING_BYTES = 1_000_000  # below, a phone on the school's Wi-Fi does not notice


def kind_words(kind: str) -> str:
    """Return how a kind of grain, a module or a parcours is called."""
    return _kinds(chosen_language())[kind]


@cache
def _kinds(language: str) -> dict[str, str]:
    """Return the words of all kinds in the page's language, translated once."""
    return {
        "lesson": _("Leçon"),
        "exercises": _("Exercices"),
        "video": _("Vidéo"),
        "audio": _("À écouter"),
        "comic": _("BD"),
        "document": _("Fiche"),
        "picture": _("Image"),
        "module": _("Module"),
        "parcours": _("Parcours"),
    }


def subject_words(subject: str) -> str:
    """Return how a subject is called."""
    return _subjects(chosen_language())[subject]


@cache
def _subjects(language: str) -> dict[str, str]:
    """Return the words of all subjects in the page's language, translated once."""
    return {
        "maths": _("Maths"),
        "french": _("Français"),
        "science": _("Sciences"),
        "arabic": _("Arabe"),
        "world": _("Histoire et géographie"),
        "english": _("Anglais"),
        "health-subject": _("Santé"),
        "teaching": _("Pour enseigner"),
    }


def picture_words(name: str) -> str:
    """Return what one of the twelve pictures shows."""
    return _pictures(chosen_language())[name]


@cache
def _pictures(language: str) -> dict[str, str]:
    """Return the words of all pictures in the page's language, translated once."""
    return {
        "mango": _("mangue"),
        "drum": _("tambour"),
        "hen": _("poule"),
        "bicycle": _("vélo"),
        "fish": _("poisson"),
        "calabash": _("calebasse"),
        "sun": _("soleil"),
        "pirogue": _("pirogue"),
        "house": _("maison"),
        "star": _("étoile"),
        "millet": _("mil"),
        "hand": _("main"),
    }


def year_words(year: int) -> Markup:
    """Return the country's label of a year of schooling: CE1."""
    return in_language(*catalogue.label_of_year(year, chosen_language()))


def language_words(language: str) -> str:
    """Return a language by its own name; one that we do not know by its code."""
    return LANGUAGES.get(language, language)


def minutes_words(minutes: int) -> str:
    """Return how long it takes."""
    return _n("%(num)s min", "%(num)s min", minutes)


def size_words(size_bytes: int) -> str:
    """Return a size in the unit that leaves it a short number: Ko, Mo or Go."""
    if size_bytes < WORTH_SAYING_BYTES:
        return _("%(size)s Ko", size=max(1, round(size_bytes / 1000)))
    if size_bytes < BYTES_A_GB:
        return _("%(size)s Mo", size=decimal(size_bytes / 1_000_000))
    return _("%(size)s Go", size=decimal(size_bytes / BYTES_A_GB))


def decimal(number: float) -> str:
    """Return a number with at most one decimal, as the page's language writes it."""
    written = f"{number:.1f}".removesuffix(".0")
    return written.replace(".", ",") if chosen_language() == "fr" else written


def alone(words: str) -> Markup:
    """Return a name or an hour that keeps its own direction in the middle of any sentence."""
    return Markup("<bdi>{}</bdi>").format(words)


def listed(*words: str) -> str:
    """Return the words that are not empty, with the language's comma between them."""
    comma: str | Markup = _(", ")
    kept = [word for word in words if word]
    if any(isinstance(word, Markup) for word in kept):
        return Markup(comma).join(kept)  # noqa: S704 – our own comma; join escapes the rest
    return comma.join(kept)
