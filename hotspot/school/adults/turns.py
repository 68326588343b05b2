"""The turn of an adult on a phone: from signing in to leaving, or to half an hour without a touch.

It stands in the school's file, not in the cookie: who leaves has left, whatever somebody has overheard.
"""

import hashlib
import secrets
from dataclasses import dataclass

from hotspot.school.adult_tables import Turn
from hotspot.school.adults.accounts import Role
from hotspot.school.tables import Teacher
from runtime import clock

IDLE_SECONDS = 30 * 60
TOUCH_SECONDS = 60  # a turn is written down again once a minute at most
TOKEN_BYTES = 24


@dataclass(frozen=True)
class Adult:
    """Who holds the phone. `teacher_id` is None for who came in by the technician's code."""

    role: Role
    name: str
    teacher_id: int | None
    learner_id: int | None = None  # who he is where he learns himself, once he has begun


def begin(teacher: Teacher | None) -> str:
    """Begin a turn, of a technician without an account when `teacher` is None; return its token."""
    _forget_old()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Turn.insert(token_hash=_hash(token), teacher=teacher, seen=_now()).execute()
    return token


def adult_of(token: str, *, is_touch: bool = True) -> Adult | None:
    """Return whose turn it is; None when it is over. A page that refreshes itself is no touch."""
    turn = Turn.select(Turn, Teacher).left_outer_join(Teacher).where(Turn.token_hash == _hash(token)).first()
    if turn is None:
        return None
    idle_seconds = clock.seconds_since(turn.seen)
    if idle_seconds >= IDLE_SECONDS:
        end(token)
        return None
    if is_touch and not 0 <= idle_seconds <= TOUCH_SECONDS:  # below 0: the box has lost some minutes
        Turn.update(seen=_now()).where(Turn.token_hash == turn.token_hash).execute()
    if turn.teacher_id is None:
        return Adult("technician", "", None)
    return Adult(turn.teacher.role, turn.teacher.name, turn.teacher_id, turn.teacher.learner_id)


def end(token: str) -> None:
    """End a turn."""
    Turn.delete().where(Turn.token_hash == _hash(token)).execute()


def end_all_of(teacher: Teacher) -> None:
    """End every turn of a teacher: the password was changed."""
    Turn.delete().where(Turn.teacher == teacher).execute()


def _forget_old() -> None:
    """Erase the turns that nobody came back to."""
    Turn.delete().where(Turn.seen < _now() - IDLE_SECONDS).execute()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> int:
    return int(clock.now().timestamp())
