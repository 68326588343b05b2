"""Words in sentences: counted, elided, masculine or feminine, in French, Arabic and English."""

import unicodedata
from collections.abc import Iterable

from exchange.documents import Text, Word
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number
from learning.exercises.numbers import written

PAIR = 2  # French counts one below two; Arabic has a dual
FEW = range(3, 11)  # Arabic counts 3 to 10 with the plural, beyond with the singular
VOWELS = "aeiou"
MUTE_H = (
    *("habit", "hameçon", "herbe", "heure", "hirondelle"),
    *("histoire", "homme", "hôpital", "huile", "huître"),
)
NOT_ELIDED = ("onze", "oui", "oua")  # French says "le onze", "le ouistiti", "de Ouagadougou", "de Ouidah"
NO_ACCUSATIVE_ALIF = "ةاىءوآ"  # Arabic words that end so take no alif when counted from 11 to 99


def singular(word: Word, language: str) -> str:
    """Return the bare singular ("mangue").

    A name or a place without its own writing in this language keeps the French one.

    Raises:
        ExpressionError: a noun lacks this language.
    """
    if language not in word.one and not word.many and "fr" in word.one:
        return word.one["fr"]
    return _form(word.one, word, language)


def plural(word: Word, language: str) -> str:
    """Return the plural ("mangues").

    Raises:
        ExpressionError: the word lacks it in this language.
    """
    return _form(word.many or word.one, word, language)


def is_feminine(word: Word, language: str) -> bool:
    """Tell the gender in this language; a person's is the same in all."""
    return bool(word.feminine) if not word.many else language in word.feminine


def counted(number: Number, word: Word, language: str) -> str:
    """Return so many of the thing: "1 mangue", "3 mangues", in Arabic with its dual and plurals.

    Raises:
        ExpressionError: the word lacks a form in this language.
    """
    digits = written(number, language)
    if language == "ar" and number.denominator == 1:
        return _counted_in_arabic(int(number), digits, word)
    alone = number == 1 if language == "en" else -PAIR < number < PAIR
    return f"{digits}\u00a0{singular(word, language) if alone else plural(word, language)}"


def _counted_in_arabic(number: int, digits: str, word: Word) -> str:
    if number == 1:
        return f"{singular(word, 'ar')} {'واحدة' if is_feminine(word, 'ar') else 'واحد'}"
    if number == PAIR:
        return _form(word.two, word, "ar")
    last_two = number % 100
    if last_two in FEW:
        return f"{digits}\u00a0{_form(word.few or word.many, word, 'ar')}"
    one = singular(word, "ar")
    takes_alif = last_two > max(FEW) and " " not in one and one[-1:] not in NO_ACCUSATIVE_ALIF
    return f"{digits}\u00a0{one}{'ا' if takes_alif else ''}"


def _form(forms: Text, word: Word, language: str) -> str:
    if not forms.get(language):
        raise ExpressionError(f"forme manquante en « {language} »", next(iter(word.one.values()), ""))
    return forms[language]


def is_elided(text: str) -> bool:
    """Tell whether French elides before this: "d’Awa", "l’orange", but "de Hamidou"."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("œ", "oe")
    if lowered.startswith(NOT_ELIDED):
        return False
    return unicodedata.normalize("NFD", lowered)[:1] in tuple(VOWELS) or lowered.startswith(MUTE_H)


def introduced(little_word: str, text: str, feminine: bool = False) -> str:
    """Return the French word behind "de", "que", "le" or "un", elided and in its gender where needed."""
    if little_word == "un":
        return f"{'une' if feminine else 'un'} {text}"
    if is_elided(text):
        return f"{little_word[:-1]}’{text}"
    if little_word == "le" and feminine:
        return f"la {text}"
    return f"{little_word} {text}"


def forms_of(values: Iterable[object], language: str) -> tuple[str, ...]:
    """Return all forms, in this language, of the nouns among the values; names are left out."""
    found = [value for value in values if isinstance(value, Word) and value.many]
    forms = [form.get(language, "") for word in found for form in (word.one, word.many, word.two, word.few)]
    return tuple(sorted({form for form in forms if form}))
