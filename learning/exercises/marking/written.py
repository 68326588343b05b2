"""Marks what was written into one field: a number or a text."""

from collections.abc import Iterable
from fractions import Fraction

from learning.exercises.marking.comparing import folded, is_same, near_miss
from learning.exercises.marking.reading import Reading, readings
from learning.exercises.marking.tidying import repeated
from learning.exercises.marking.units import UNITS, times_as_large, unit_in
from learning.exercises.question import Expected, Key, Mark
from learning.exercises.sentences import sentence


def mark_number(answer: str, expected: Expected, key: Key) -> Mark:
    """Return the verdict on a number. A missing unit is forgiven, a wrong one is "near"."""
    answered = repeated(answer)
    found = readings(answer, key.language)
    if not found:
        return Mark("near", sentence("number-only", key.language), "", answered)
    right = [reading for reading in found if _is_right(reading.number, expected)]
    if any(_fits(reading.unit, key) for reading in right):
        return Mark("right", sentence("right", key.language), "", answered)
    if say := _about_the_unit(right, found, expected, key):
        return Mark("near", say, "", answered)
    for slip in key.slips:
        if slip.number is not None and any(reading.number == slip.number for reading in found):
            return Mark("wrong", slip.say or sentence("wrong", key.language), slip.misconception, answered)
    return Mark("wrong", sentence("wrong", key.language), "", answered)


def _is_right(number: Fraction, expected: Expected) -> bool:
    return expected.number is not None and abs(number - expected.number) <= expected.tolerance


def _fits(unit: str, key: Key) -> bool:
    if not unit or folded(unit) == folded(key.unit):
        return True
    if folded(unit).strip(". ") in map(folded, key.nouns):
        return True
    return bool(unit_in(unit)) and unit_in(unit) == unit_in(key.unit)


def _about_the_unit(right: Iterable[Reading], found: Iterable[Reading], expected: Expected, key: Key) -> str:
    for reading in right:
        name = "unit" if key.unit and unit_in(reading.unit) else "just-number"
        return sentence(name, key.language)
    wanted = unit_in(key.unit)
    for reading in found:
        given = unit_in(reading.unit)
        if not given or wanted not in UNITS:
            continue
        times = times_as_large(given, wanted)
        if times and _is_right(reading.number * times, expected):
            return sentence("in-unit", key.language, unit=key.unit)
    return ""


def mark_text(answer: str, expected: Expected, key: Key) -> Mark:
    """Return the verdict on a text. An expected slip is wrong even where it is nearly right."""
    answered = repeated(answer)
    if any(is_same(answer, right, key.accents, key.case) for right in expected.texts):
        return Mark("right", sentence("right", key.language), "", answered)
    for slip in key.slips:
        if is_same(answer, slip.text, key.accents, key.case):
            return Mark("wrong", slip.say or sentence("wrong", key.language), slip.misconception, answered)
    for right in expected.texts:
        if amiss := near_miss(answer, right, key.accents, key.case):
            return Mark("near", sentence(amiss, key.language), "", answered)
    return Mark("wrong", sentence("wrong", key.language), "", answered)
