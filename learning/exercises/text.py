"""Texts with places to fill: `{n}`, `{n:thing}`, `{who:de}`, `{who?il|elle}`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from exchange.documents import Money, Text, Word
from learning.exercises import money as moneys
from learning.exercises import numbers, words
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Purse, Value, number_from, work_out

FRENCH_FILTERS = ("de", "que", "le", "un")
WORD_FILTERS = ("one", "many", *FRENCH_FILTERS)
NUMBER_FILTERS = ("money", "time", "fraction", "plain")


@dataclass(frozen=True)
class Setting:
    """What a text is filled from: the values drawn, the country's money, the language."""

    values: Mapping[str, Value]
    money: Money
    purse: Purse
    language: str


@dataclass(frozen=True)
class Place:
    """A place in a text: the expression, its filters, or the two forms to choose from."""

    expression: str
    filters: tuple[str, ...] = ()
    forms: tuple[str, str] | None = None


def rendered(text: Text, setting: Setting) -> str:
    """Return the text in the setting's language, its places filled; "" when there is no text at all.

    Raises:
        ExpressionError: the language is missing, or a place cannot be filled.
    """
    if not text:
        return ""
    if setting.language not in text:
        raise ExpressionError(f"le texte manque en « {setting.language} »", next(iter(text.values())))
    return "".join(
        part if isinstance(part, str) else filled(part, setting) for part in parts_of(text[setting.language])
    )


@lru_cache(maxsize=8192)
def parts_of(template: str) -> tuple[str | Place, ...]:
    """Return the text cut into plain pieces and places.

    Raises:
        ExpressionError: a brace is not closed, or closes nothing.
    """
    parts: list[str | Place] = []
    rest = template
    while "{" in rest:
        plain, _, rest = rest.partition("{")
        end = _end_of_place(rest, template)
        parts += [_without_brace(plain, template), _place(rest[:end], template)]
        rest = rest[end + 1 :]
    parts.append(_without_brace(rest, template))
    return tuple(part for part in parts if part != "")


def _end_of_place(rest: str, template: str) -> int:
    quoted = False
    for position, letter in enumerate(rest):
        quoted = quoted != (letter == "'" and "?" not in rest[:position])
        if letter == "}" and not quoted:
            return position
    raise ExpressionError("une accolade n’est pas fermée", template)


def _without_brace(plain: str, template: str) -> str:
    if "}" in plain:
        raise ExpressionError("une accolade ferme sans avoir été ouverte", template)
    return plain


def _place(inside: str, template: str) -> Place:
    expression, _, forms = _cut_outside_quotes(inside, "?")
    if forms:
        first, bar, second = forms.partition("|")
        if not bar or "|" in second:
            raise ExpressionError("deux formes sont attendues : « {qui?il|elle} »", template)
        return Place(expression.strip(), forms=(first, second))
    expression, colon, filters = _cut_outside_quotes(inside, ":")
    if not expression.strip():
        raise ExpressionError("une accolade est vide", template)
    return Place(expression.strip(), tuple(name.strip() for name in filters.split(":")) if colon else ())


def _cut_outside_quotes(text: str, sign: str) -> tuple[str, str, str]:
    quoted = False
    for position, letter in enumerate(text):
        quoted = quoted != (letter == "'")
        if letter == sign and not quoted:
            return text[:position], sign, text[position + 1 :]
    return text, "", ""


def filled(place: Place, setting: Setting) -> str:
    """Return what stands in this place.

    Raises:
        ExpressionError: an unknown variable or filter, or a value that the filter is not for.
    """
    value = work_out(place.expression, setting.values, setting.purse)
    if place.forms is not None:
        return place.forms[1 if _takes_second(value, place, setting) else 0]
    if isinstance(value, Word):
        return _word(value, place, setting)
    if not place.filters:
        return shown(value, setting)
    if len(place.filters) > 1:
        raise ExpressionError("un seul filtre va ici", place.expression)
    return _number(value, place.filters[0], setting)


def shown(value: Value, setting: Setting) -> str:
    """Return a value as it is read: a number in the language's way, a word, a text as it is.

    Raises:
        ExpressionError: a truth, which nobody can read.
    """
    if isinstance(value, Word):
        return words.singular(value, setting.language)
    if isinstance(value, str):
        return value
    return numbers.written(number_from(value), setting.language)


def _takes_second(value: Value, place: Place, setting: Setting) -> bool:
    if isinstance(value, Word):
        return words.is_feminine(value, setting.language)
    if isinstance(value, bool):
        return not value
    raise ExpressionError("« ? » demande un mot ou une condition", place.expression)


def _word(word: Word, place: Place, setting: Setting) -> str:
    unknown = [name for name in place.filters if name not in WORD_FILTERS]
    if unknown:
        raise ExpressionError(f"le filtre « {unknown[0]} » n’existe pas pour un mot", place.expression)
    form = words.plural if "many" in place.filters else words.singular
    text = form(word, setting.language)
    for name in place.filters:
        if name in FRENCH_FILTERS and setting.language != "fr":
            raise ExpressionError(f"le filtre « {name} » ne sert qu’en français", place.expression)
        if name in FRENCH_FILTERS:
            text = words.introduced(name, text, words.is_feminine(word, "fr"))
    return text


def _number(value: Value, name: str, setting: Setting) -> str:
    if name in FRENCH_FILTERS and isinstance(value, str):
        return words.introduced(name, value)
    if name not in NUMBER_FILTERS:
        return _counted(value, name, setting)
    number = number_from(value)
    if name == "money":
        return moneys.amount(number, setting.money, setting.language)
    if name == "time":
        return numbers.time_written(number, setting.language)
    return numbers.fraction_written(number) if name == "fraction" else numbers.plain(number, setting.language)


def _counted(value: Value, name: str, setting: Setting) -> str:
    thing = setting.values.get(name)
    if thing is None:
        raise ExpressionError("ce filtre n’existe pas, et aucun mot ne s’appelle ainsi", name)
    if not isinstance(thing, Word):
        raise ExpressionError("on ne compte que des mots", name)
    return words.counted(number_from(value), thing, setting.language)
