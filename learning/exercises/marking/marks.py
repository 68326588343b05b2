"""Marks an answer: right, near, wrong or empty, with what to say."""

from collections.abc import Mapping

from learning.exercises.question import Mark, Question
from learning.exercises.sentences import sentence


def mark(question: Question, given: Mapping[str, list[str]]) -> Mark:
    """Return the verdict on what the form brought; no input makes it fail."""
    language = question.key.language
    answer = (given.get("answer") or [""])[0].strip()
    if not answer:
        return Mark("empty", sentence("empty", language))
    if question.type == "number":
        right = answer.replace(",", ".") == str(question.key.expected[0].number)
        return Mark("right" if right else "wrong", sentence("right" if right else "wrong", language), "", answer)
    if answer in question.key.right_keys:
        return Mark("right", question.well_done or sentence("right", language), "", question.key.names[answer])
    say, misconception = question.key.says.get(answer, ("", ""))
    return Mark("wrong", say or sentence("wrong", language), misconception, question.key.names.get(answer, ""))
