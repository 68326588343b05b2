"""Answers that phones send by script: at once, or later, when the box could not be reached.

Whose answer it is, the token says, not the cookie: by then another child may hold the phone. "kept" and
"refused" are over for the phone; after anything else, also an error of the box, it tries again.
"""

import re

from flask import Blueprint, request
from werkzeug.wrappers import Response

from hotspot.pages.given import given, note_answered, try_number
from hotspot.pages.onward import told
from hotspot.pages.safety import RowNumber
from hotspot.pages.tokens import box_mark, is_answer_token
from hotspot.pages.visitor import number_here
from hotspot.school import attempts
from hotspot.school.asked import asked_from
from hotspot.school.life import merging
from hotspot.school.tables import Question

SENT_AS = re.compile("[A-Za-z0-9_-]{22}")  # 128 bits, made once by the phone for each answer

pages = Blueprint("kept", __name__, url_prefix="/pratique")


@pages.post("/gardees")
def keep() -> Response:
    """Keep an answer for the child who gave it; tell its page only to that child."""
    row, number, sent_as = _question(), try_number(), request.form.get("sent_as", "")
    if row is None or number is None or not SENT_AS.fullmatch(sent_as):
        return told(400, state="refused", box=box_mark())
    answer = given()
    mark = attempts.answer(asked_from(row), answer, number, sent_as)
    if number_here() != row.learner_id:
        return told(200, state="kept", page="")
    note_answered(row.id, answer, mark)
    return told(200, state="kept", page=f"/pratique/question/{row.id}")


def _question() -> Question | None:
    """Return the question that the token is for; None where there is none, or the token is not ours."""
    number = request.form.get("question", "")
    row = attempts.question_row(int(number)) if re.fullmatch(RowNumber.regex, number) else None
    return row if row is not None and _is_for(row) else None


def _is_for(row: Question) -> bool:
    """Say whether the token was given out for this question, also before its child was joined to a double."""
    token = request.form.get("token", "")
    return is_answer_token(token, row) or any(
        is_answer_token(token, row, number) for number in merging.numbers_before(row.learner_id)
    )
