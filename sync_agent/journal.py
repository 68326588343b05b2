"""The last word of the messenger, for the box and for `sync-agent status`; and the rate that it has seen."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from exchange.messenger import Doing, LastWord, SourceWord, Stage
from exchange.store import written_whole
from runtime import clock, floor, kernel
from sync_agent.plan import Plan
from sync_agent.pull import State
from sync_agent.states import Asked

HOURS_KEPT = 24  # of those in which something was to come: the usual rate is their mean
SECONDS_AN_HOUR = 3600


class Hour(msgspec.Struct, frozen=True):
    """What came in an hour of the clock, and for how long of it something was to come."""

    began: datetime
    bytes: int = 0
    seconds: float = 0


class Course(msgspec.Struct, frozen=True):
    """How the fetching of an edition goes."""

    coming: str = ""
    whole_bytes: int = 0
    left_bytes: int = 0
    moved_at: datetime | None = None
    hours: tuple[Hour, ...] = ()


def box_time(data_folder: Path) -> datetime:
    """Return the time that the box shows to people: an adult may have set it on a page."""
    left = floor.read(data_folder / "ledgers" / "clock.json")
    if left is None or left.boot != kernel.boot_id():
        return clock.displayed().time
    return (left.displayed or left.now) + (kernel.running() - left.running)


def read_course(file: Path) -> Course:
    """Return how it went until now; nothing when the file is not there, or damaged."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Course)
    except (FileNotFoundError, msgspec.DecodeError):
        return Course()


def write_course(file: Path, course: Course) -> None:
    """Write it down. Raises OSError where the card takes nothing."""
    with written_whole(file) as new:
        new.write(msgspec.json.encode(course))


def moved(course: Course, coming: str, left_bytes: int, now: datetime) -> Course:
    """Return the course after a move that left so many bytes to fetch."""
    if coming != course.coming:
        return Course(coming, left_bytes, left_bytes, now, course.hours)
    more = max(0, left_bytes - course.left_bytes)  # the packs are here: now it is known what they name
    came = max(0, course.left_bytes - left_bytes)
    seconds = (now - course.moved_at).total_seconds() if course.moved_at else 0
    hours = _with(course.hours, came, seconds, now) if coming else course.hours
    return Course(coming, course.whole_bytes + more, left_bytes, now, hours)


def usual_rate(hours: Iterable[Hour]) -> int:
    """Return bytes an hour, of the hours in which something was to come; 0 until it is known."""
    seen = list(hours)
    seconds = sum(one.seconds for one in seen)
    return int(sum(one.bytes for one in seen) * SECONDS_AN_HOUR / seconds) if seconds else 0


def last_word(
    doing: Doing, at: datetime, country: str, state: State, plan: Plan | None, course: Course
) -> LastWord:
    """Return the word on what comes down; sources, reports and the budget are added by who knows of them."""
    stage: Stage = plan.next_stage or "" if plan else ""
    return LastWord(
        at=at.isoformat(),
        country=country,
        doing=doing,
        stage=stage,
        shown=state.shown.edition if state.shown else "",
        coming=state.target.edition if state.target and stage else "",
        left_files=sum(len(files) for files in plan.stages.values()) if plan else 0,
        left_bytes=plan.bytes if plan else 0,
        whole_bytes=course.whole_bytes if stage else 0,
        bytes_per_hour=usual_rate(course.hours),
    )


def words_of(asked: Iterable[Asked]) -> tuple[SourceWord, ...]:
    """Return what is told of each source."""
    return tuple(SourceWord(one.name, one.kind, one.at, one.word) for one in asked)


def _with(hours: tuple[Hour, ...], came: int, seconds: float, now: datetime) -> tuple[Hour, ...]:
    began = now.replace(minute=0, second=0, microsecond=0)
    if hours and hours[-1].began == began:
        last = hours[-1]
        return (*hours[:-1], Hour(began, last.bytes + came, last.seconds + seconds))
    return (*hours[1 - HOURS_KEPT :], Hour(began, came, seconds))
