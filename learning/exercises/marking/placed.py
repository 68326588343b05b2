"""Marks what was put in its place: an order, matched pairs, filled gaps."""

from collections.abc import Mapping
from dataclasses import replace

from learning.exercises.marking.reading import readings
from learning.exercises.marking.tidying import repeated, tidy
from learning.exercises.marking.written import mark_number, mark_text
from learning.exercises.question import Expected, Key, Mark, Question
from learning.exercises.sentences import sentence


def mark_order(given: Mapping[str, str], question: Question) -> Mark:
    """Return the verdict on numbered cards. Two cards that read the same may stand for each other."""
    key = question.key
    places = {card.key: _place(given.get(card.key, ""), key.language) for card in question.choices}
    if not all(places.values()):
        return Mark("empty", sentence("fill-all", key.language))
    if sorted(places.values()) != list(range(1, len(places) + 1)):
        return Mark("empty", sentence("same-place", key.language))
    in_order = sorted(places, key=lambda letter: places[letter])
    texts = [key.names[letter] for letter in in_order]
    count = sum(key.places[str(place)] == text for place, text in enumerate(texts, start=1))
    return _counted(count, len(texts), "; ".join(texts), key)


def _place(written: str, language: str) -> int:
    found = readings(written, language)
    if not found or found[0].number.denominator != 1 or found[0].number < 1:
        return 0
    return int(found[0].number)


def mark_match(given: Mapping[str, str], question: Question) -> Mark:
    """Return the verdict on matched pairs."""
    key = question.key
    chosen = {number: given.get(number, "").strip() for number in key.places}
    if not all(letter in key.names for letter in chosen.values()):
        return Mark("empty", sentence("fill-all", key.language))
    count = sum(key.places[number] == letter for number, letter in chosen.items())
    arrow = "←" if key.language == "ar" else "→"
    pairs = (f"{left} {arrow} {key.names[chosen[str(n)]]}" for n, left in enumerate(question.lefts, start=1))
    return _counted(count, len(chosen), "; ".join(pairs), key)


def mark_gaps(given: Mapping[str, str], question: Question) -> Mark:
    """Return the verdict on filled gaps: near when each is at least nearly right."""
    key = question.key
    answers = [given.get(str(gap.number), "") for gap in question.gaps]
    if not all(answer.strip() for answer in answers):
        return Mark("empty", sentence("fill-all", key.language))
    marks = [_mark_gap(answer, expected, key) for answer, expected in zip(answers, key.expected, strict=True)]
    answered = "; ".join(mark.answered for mark in marks)
    count = sum(mark.verdict == "right" for mark in marks)
    if count < len(marks) and all(mark.verdict in ("right", "near") for mark in marks):
        say = next(mark.say for mark in marks if mark.verdict == "near")
        return Mark("near", say, "", answered)
    for mark in marks:
        if mark.misconception:
            return Mark("wrong", mark.say, mark.misconception, answered)
    return _counted(count, len(marks), answered, key)


def _mark_gap(answer: str, expected: Expected, key: Key) -> Mark:
    if expected.chosen and tidy(answer) in map(tidy, expected.texts):
        return Mark("right", sentence("right", key.language), "", repeated(answer))
    if expected.chosen:
        strict = replace(key, accents="strict", case="strict")
        return mark_text(answer, replace(expected, texts=()), strict)
    return (
        mark_number(answer, expected, key)
        if expected.number is not None
        else mark_text(answer, expected, key)
    )


def _counted(count: int, total: int, answered: str, key: Key) -> Mark:
    if count == total:
        return Mark("right", sentence("right", key.language), "", answered)
    if count == 0:
        return Mark("wrong", sentence("wrong", key.language), "", answered)
    return Mark("wrong", sentence("so-many", key.language, count=count, total=total), "", answered)
