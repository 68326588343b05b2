"""Who comes in, and how long whoever tries wrong codes waits.

Waits are counted for each device and for each door (one learner, or the technician), so that neither one
phone trying every child, nor many phones trying one child, gets far. At a door each device counts once: one
phone alone keeps nobody else out. A child who slips twice does not wait.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import DatabaseError

from hotspot.school.classes import school
from hotspot.school.codes import is_code
from hotspot.school.tables import Learner, SignInFailure, database
from runtime.clock import ago, now
from runtime.database import prepared
from runtime.sqlite_files import trouble_of

PUPIL_WAITS_SECONDS = (0, 0, 0, 10, 20, 40, 60)  # after 0, 1, 2 … failures; the last one for all that follow
TECHNICIAN_WAITS_SECONDS = (0, 0, 0, 30, 60, 120, 300)
REMEMBERED = timedelta(hours=1)  # a failure is forgotten after that
GUEST_STAYS = timedelta(days=1)
GUESTS_AT_MOST = 500  # five a phone in a full school; a script that makes guests fills no card
GUEST_NUMBER = 0
TECHNICIAN_DOOR = "technician"

_EPOCH = datetime.fromtimestamp(0, UTC)
_failures = prepared(
    SignInFailure.select()
    .where(
        (SignInFailure.door == "") | (SignInFailure.device == ""),
        SignInFailure.at.between(_EPOCH, _EPOCH),
    )
    .order_by(SignInFailure.at)
)


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
    """Let a learner in whose three pictures are right. `device` is the address of the phone."""
    door = f"learner:{learner.id}"
    with database.atomic():
        wait = _wait(door, device, PUPIL_WAITS_SECONDS)
        if wait:
            return Refused(wait, too_soon=True)
        if " ".join(pictures) != learner.pictures:
            return _failed(door, device, PUPIL_WAITS_SECONDS)
    _forget(door)
    return SignedIn(learner)


def check_technician_code(code: str, device: str) -> SignedIn | Refused:
    """Let the technician in whose code is right; a box without a school has no technician's code."""
    with database.atomic():
        wait = _wait(TECHNICIAN_DOOR, device, TECHNICIAN_WAITS_SECONDS)
        if wait:
            return Refused(wait, too_soon=True)
        refused = _failed(TECHNICIAN_DOOR, device, TECHNICIAN_WAITS_SECONDS)
    here = school()
    if here is None or not is_code(
        code, here.technician_code
    ):  # slow on purpose: not while others wait to write
        return refused
    _forget(TECHNICIAN_DOOR)
    return SignedIn(None)


def wait_seconds(learner: Learner, device: str) -> int:
    """Return how long this phone waits before it may try this learner's pictures; 0 is at once."""
    return _wait(f"learner:{learner.id}", device, PUPIL_WAITS_SECONDS)


def technician_wait_seconds(device: str) -> int:
    """Return how long this device waits before it may try the technician's code; 0 is at once."""
    return _wait(TECHNICIAN_DOOR, device, TECHNICIAN_WAITS_SECONDS)


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
    """Erase guests of more than a day, and the oldest of too many, with what they did."""
    yesterday = ago(GUEST_STAYS)
    guests = Learner.school_class.is_null()
    newest = Learner.select(Learner.id).where(guests).order_by(Learner.id.desc()).limit(GUESTS_AT_MOST - 1)
    is_old = (Learner.created_at < yesterday) | Learner.id.not_in(newest)
    Learner.delete().where(guests, is_old).execute()


def _wait(door: str, device: str, waits: tuple[int, ...]) -> int:
    """Return the seconds still to wait, whichever is longer: for this door, or for this device."""
    since, until = (str(SignInFailure.at.db_value(time)) for time in (now() - REMEMBERED, now()))
    lately = _failures(door, device, since, until)  # not those of a clock that was ahead
    of_device = [row.at for row in lately if row.device == device]
    last_of_each = {row.device: row.at for row in lately if row.door == door}
    return max(_still_to_wait(list(times), waits) for times in (last_of_each.values(), of_device))


def _still_to_wait(failures: list[datetime], waits: tuple[int, ...]) -> int:
    if not failures:
        return 0
    wait = waits[min(len(failures), len(waits) - 1)]
    return max(0, wait - int((now() - max(failures)).total_seconds()))


def _failed(door: str, device: str, waits: tuple[int, ...]) -> Refused:
    SignInFailure.delete().where(SignInFailure.at < now() - REMEMBERED).execute()
    SignInFailure.create(door=door, device=device, at=now())
    return Refused(_wait(door, device, waits), too_soon=False)


def _forget(door: str) -> None:
    """Begin anew for this door alone: who opens her own must not gain new tries at another's.

    A full card keeps nobody out: there the failures are forgotten later.
    """
    try:
        with database.atomic():
            SignInFailure.delete().where(SignInFailure.door == door).execute()
    except DatabaseError as error:
        if trouble_of(error) not in ("full", "card"):
            raise
