"""Who comes in: a learner by three pictures, the technician by a code, and guests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from hotspot.content.folding import folded
from hotspot.school import waiting
from hotspot.school.adults import accounts
from hotspot.school.classes import is_at_school, school
from hotspot.school.codes import is_code
from hotspot.school.life import guesses
from hotspot.school.tables import Learner, Teacher, database
from hotspot.school.waiting import ADULT_WAITS_SECONDS, PUPIL_WAITS_SECONDS
from runtime.clock import ago, now

GUEST_STAYS = timedelta(days=1)
GUESTS_AT_MOST = 500  # five a phone in a full school; a script that makes guests fills no card
GUEST_NUMBER = 0
TECHNICIAN_DOOR = "technician"

Found = TypeVar("Found")


@dataclass(frozen=True)
class SignedIn:
    """The code was right."""

    learner: Learner | None  # None: the technician


@dataclass(frozen=True)
class Refused:
    """The code was not looked at (`too_soon`), or was wrong. The next one is looked at after the wait."""

    wait_seconds: int
    too_soon: bool


def try_pictures(learner: Learner, pictures: list[str], device: str) -> SignedIn | Refused:
    """Let a learner in whose three pictures are right, who has not left. `device`: the phone's address."""
    door = f"learner:{learner.id}"
    with database.atomic():
        wait = waiting.wait_seconds(door, device, PUPIL_WAITS_SECONDS)
        if wait:
            return Refused(wait, too_soon=True)
        if " ".join(pictures) != learner.pictures or not is_at_school(learner):
            guesses.note_missed(learner.id)
            return _failed(door, device, PUPIL_WAITS_SECONDS)
    waiting.forget(door)
    return SignedIn(learner)


def try_technician_code(code: str, device: str) -> SignedIn | Refused:
    """Let the technician in whose code is right; a box without a school has no technician's code."""
    kept = here.technician_code if (here := school()) else ""
    return _tried(TECHNICIAN_DOOR, device, lambda: SignedIn(None) if kept and is_code(code, kept) else None)


def try_password(name: str, password: str, device: str) -> Teacher | Refused:
    """Return the adult whose name and password these are; an unknown name costs as much as a known one."""
    teacher = accounts.teacher_called(name)
    door = f"adult:{folded(name)}"
    return _tried(door, device, lambda: teacher if accounts.is_password(teacher, password) else None)


def wait_seconds(learner: Learner, device: str) -> int:
    """Return how long this phone waits before it may try this learner's pictures; 0 is at once."""
    return waiting.wait_seconds(f"learner:{learner.id}", device, PUPIL_WAITS_SECONDS)


def technician_wait_seconds(device: str) -> int:
    """Return how long this device waits before it may try the technician's code; 0 is at once."""
    return waiting.wait_seconds(TECHNICIAN_DOOR, device)


def new_guest(language: str) -> Learner:
    """Return a learner without a name or a class, erased after a day; older guests are erased now.

    So are the oldest of too many.
    """
    with database.atomic():
        _erase_old_guests()
        return Learner.create(
            school_class=None,
            first_name="",
            number=GUEST_NUMBER,
            pictures="",
            face=1,
            skin=1,
            cloth=1,
            language=language,
            created_at=now(),
        )


def set_language(learner: Learner, language: str) -> None:
    """Keep the language that a learner has chosen."""
    Learner.update(language=language).where(Learner.id == learner.id).execute()


def _erase_old_guests() -> None:
    """Erase guests of more than a day, and the oldest of too many, with what they did; never teachers."""
    yesterday = ago(GUEST_STAYS)
    teachers = Teacher.select(Teacher.learner).where(Teacher.learner.is_null(False))
    guests = Learner.school_class.is_null() & Learner.id.not_in(teachers)
    newest = Learner.select(Learner.id).where(guests).order_by(Learner.id.desc()).limit(GUESTS_AT_MOST - 1)
    is_old = (Learner.created_at < yesterday) | Learner.id.not_in(newest)
    Learner.delete().where(guests, is_old).execute()


def _tried(door: str, device: str, look: Callable[[], Found | None]) -> Found | Refused:
    """Return the adult whom `look` finds: slow on purpose, and so not while others wait to write."""
    with database.atomic():
        wait = waiting.wait_seconds(door, device)
        if wait:
            return Refused(wait, too_soon=True)
        refused = _failed(door, device, ADULT_WAITS_SECONDS)
    found = look()
    if found is None:
        return refused
    waiting.forget(door)
    return found


def _failed(door: str, device: str, waits: tuple[int, ...]) -> Refused:
    waiting.note_failure(door, device)
    return Refused(waiting.wait_seconds(door, device, waits), too_soon=False)
