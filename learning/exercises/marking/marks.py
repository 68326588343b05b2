"""Marks an answer: right, near, wrong or empty, with what to say."""

from collections.abc import Mapping
from dataclasses import replace

from learning.exercises.marking.chosen import mark_choice, mark_choices
from learning.exercises.marking.placed import mark_gaps, mark_match, mark_order
from learning.exercises.marking.tidying import tidy
from learning.exercises.marking.written import mark_number, mark_text
from learning.exercises.question import Mark, Question
from learning.exercises.sentences import sentence


def mark(question: Question, given: Mapping[str, list[str]]) -> Mark:
    """Return the verdict on what the form brought; no input makes it fail.

    An empty or unfinished answer is "empty": it is not a try.
    """
    made = _marked(question, given)
    if made.verdict == "right" and question.well_done:
        return replace(made, say=question.well_done)
    return made


def _marked(question: Question, given: Mapping[str, list[str]]) -> Mark:
    chosen = given.get("answer") or []
    first_of_each = {name: values[0] for name, values in given.items() if values}
    match question.type:
        case "choice":
            return mark_choice(chosen, question.key)
        case "choices":
            return mark_choices(chosen, question.key)
        case "order":
            return mark_order(first_of_each, question)
        case "match":
            return mark_match(first_of_each, question)
        case "gaps":
            return mark_gaps(first_of_each, question)
        case _:
            return _written(first_of_each.get("answer", ""), question)


def _written(answer: str, question: Question) -> Mark:
    key = question.key
    if not tidy(answer):
        return Mark("empty", sentence("empty", key.language))
    if question.type == "number":
        return mark_number(answer, key.expected[0], key)
    return mark_text(answer, key.expected[0], key)
