"""What the form of a question brings: the answer, the number of the try, and what is half written."""

from flask import request, session

from hotspot.pages.answers import Given
from hotspot.pages.safety import TOKEN
from hotspot.school.asked import AskedQuestion
from learning.exercises import Mark

DRAFT_CHARACTERS = 600  # what is kept of half-written answers; a cookie holds 4 KB
OF_SEVERAL = ("choices", "order", "match", "gaps")  # answers that are mended, not written anew
NOT_AN_ANSWER = {TOKEN, "try", "hints", "token", "question", "sent_as"}


def given() -> dict[str, list[str]]:
    """Return the answer: form field → values."""
    return {name: values for name, values in request.form.lists() if name not in NOT_AN_ANSWER}


def try_number() -> int | None:
    """Return the number that the form carried, None for what no form of ours carries."""
    written = request.form.get("try", "")
    if not (written.isascii() and written.isdigit() and len(written) < 4):  # noqa: PLR2004 – 3 figures are plenty
        return None
    return int(written)


def note_answered(question_id: int, answer: Given, mark: Mark) -> None:
    """Forget what was half written; an empty answer stays in the fields, with what to say of it."""
    if "draft" in session:  # or the cookie would be signed and sent anew with each answer
        session.pop("draft")
    if mark.verdict == "empty":
        keep_draft(question_id, answer, mark.say)


def keep_draft(question_id: int, answer: Given, told: str) -> None:
    """Keep what is half written in the cookie, so that it stands there again."""
    fits = sum(len(name) + sum(map(len, values)) for name, values in answer.items()) < DRAFT_CHARACTERS
    session["draft"] = [question_id, dict(answer) if fits else {}, told]


def draft(asked: AskedQuestion) -> tuple[Given, str]:
    """Return what stands in the fields, and what to say about it.

    After a near answer that answer; in a list of rows the last one, to be mended. A wrong number goes.
    """
    kept = session.get("draft")
    if kept and kept[0] == asked.id:
        return kept[1], kept[2]
    if not asked.tries:
        return {}, ""
    last = asked.tries[-1]
    stays = last.mark.verdict == "near" or asked.question.type in OF_SEVERAL
    return (last.given, "") if stays else ({}, "")
