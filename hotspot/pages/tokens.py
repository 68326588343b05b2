"""What proves that an answer is this child's to this question, whoever's cookie comes along with it.

A phone that was out of reach sends its answers later, perhaps when another child holds it. The signature has
no date, for the reason told in cookies.py. The seed is signed too: after an older school.db was put back, a
number may be another question's.
"""

from functools import cache

from flask import current_app
from itsdangerous import Signer

from hotspot.school.tables import Question

SALT = "an answer kept on a phone"
MARK_CHARACTERS = 8


def answer_token(row: Question) -> str:
    """Return what the form of this question carries."""
    return _signer().get_signature(_claim(row)).decode()


def is_answer_token(token: str, row: Question, learner_id: int = 0) -> bool:
    """Say whether this box has given the token out, for this question and its learner.

    `learner_id` is the number that the learner had before two rows of one child were joined.
    """
    return _signer().verify_signature(_claim(row, learner_id), token)


def box_mark() -> str:
    """Return what tells this box from another at the same address: every box is http://10.42.0.1."""
    return _signer().get_signature("this box").decode()[:MARK_CHARACTERS]


def _claim(row: Question, learner_id: int = 0) -> str:
    return f"{learner_id or row.learner_id}.{row.id}.{row.seed}"


def _signer() -> Signer:
    return _signer_with(current_app.config["SECRET_KEY"])


@cache
def _signer_with(key: bytes) -> Signer:
    return Signer(key, salt=SALT)
