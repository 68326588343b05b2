"""How long whoever tries wrong codes waits, counted for each device and for each door.

So neither one phone trying every child, nor many phones trying one child, gets far. At a door each device
counts once: one phone alone keeps nobody else out.
"""

from datetime import UTC, datetime, timedelta

from peewee import DatabaseError

from hotspot.school.tables import SignInFailure, database
from runtime.clock import now
from runtime.database import prepared
from runtime.sqlite_files import trouble_of

# After 0, 1, 2 … failures, in seconds; the last one for all that follow. Who slips twice does not wait.
PUPIL_WAITS_SECONDS = (0, 0, 0, 10, 20, 40, 60)
ADULT_WAITS_SECONDS = (0, 0, 0, 30, 60, 120, 300)
# At most so long waits at a door who has failed nowhere: pupils who fail there lock out no head.
FOR_OTHERS_SECONDS = 60
REMEMBERED = timedelta(hours=1)  # a failure is forgotten after that

_EPOCH = datetime.fromtimestamp(0, UTC)
_failures = prepared(
    SignInFailure.select()
    .where(
        (SignInFailure.door == "") | (SignInFailure.device == ""),
        SignInFailure.at.between(_EPOCH, _EPOCH),
    )
    .order_by(SignInFailure.at)
)


def wait_seconds(door: str, device: str, waits: tuple[int, ...] = ADULT_WAITS_SECONDS) -> int:
    """Return the seconds still to wait, whichever is longer: for this door, or for this device."""
    since, until = (str(SignInFailure.at.db_value(time)) for time in (now() - REMEMBERED, now()))
    lately = _failures(door, device, since, until)  # not those of a clock that was ahead
    of_device = [row.at for row in lately if row.device == device]
    last_of_each = {row.device: row.at for row in lately if row.door == door}
    for_others = tuple(min(wait, FOR_OTHERS_SECONDS) for wait in waits)
    return max(_still_to_wait(list(last_of_each.values()), for_others), _still_to_wait(of_device, waits))


def note_failure(door: str, device: str) -> None:
    """Note that a code was wrong."""
    SignInFailure.delete().where(SignInFailure.at < now() - REMEMBERED).execute()
    SignInFailure.create(door=door, device=device, at=now())


def forget(door: str) -> None:
    """Begin anew for this door alone: who opens her own must not gain new tries at another's.

    A full card keeps nobody out: there the failures are forgotten later.
    """
    try:
        with database.atomic():
            SignInFailure.delete().where(SignInFailure.door == door).execute()
    except DatabaseError as error:
        if trouble_of(error) not in ("full", "card"):
            raise


def _still_to_wait(failures: list[datetime], waits: tuple[int, ...]) -> int:
    if not failures:
        return 0
    wait = waits[min(len(failures), len(waits) - 1)]
    return max(0, wait - int((now() - max(failures)).total_seconds()))
