"""The last word of the messenger, for the box and for `sync-agent status`; and the rate that it has seen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from exchange.kept import keep, read_kept
from exchange.messenger import LastWord, Stage, write_last_word
from runtime import clock, floor, kernel
from runtime.floor import Time
from sync_agent.down.plan import Plan
from sync_agent.down.pull import State
from sync_agent.settings import Settings

HOURS_KEPT = 24  # of those in which something was to come: the usual rate is their mean
SECONDS_AN_HOUR = 3600
AGAIN_AFTER = timedelta(hours=1)  # a word that has not changed: so that people see that somebody is there
NEVER = datetime.min.replace(tzinfo=UTC)
CLOCK = Path("ledgers", "clock.json")  # the hotspot's, which adults may set


class Hour(msgspec.Struct, frozen=True):
    """What came in an hour of the clock, and for how long of it something was to come."""

    began: Time
    bytes: int = 0
    seconds: float = 0


class Course(msgspec.Struct, frozen=True):
    """How the fetching of an edition goes."""

    coming: str = ""
    whole_bytes: int = 0
    left_bytes: int = 0
    moved_at: Time | None = None
    hours: tuple[Hour, ...] = ()
    receipt_at: str = ""  # of the last receipt for reports


@dataclass
class Journal:
    """Writes down how it goes: for itself and, as the last word, for the box."""

    settings: Settings
    _course: Course = field(init=False)
    _said: LastWord | None = field(default=None, init=False)
    _said_at: datetime = field(default=NEVER, init=False)

    def __post_init__(self) -> None:
        self._course = read_course(self._file)

    def note_move(self, coming: str, left_bytes: int) -> None:
        """Take in what is still to come after a move."""
        self._keep(moved(self._course, coming, left_bytes, clock.now()))

    def note_growth(self, left_bytes: int) -> None:
        """Take in what is still to come while a move goes on; it is written down after it, for the card."""
        self._course = moved(self._course, self._course.coming, left_bytes, clock.now())

    def note_receipt(self, at: str) -> None:
        """Take in that the ministry has said what it has of this box."""
        if at > self._course.receipt_at:
            self._keep(msgspec.structs.replace(self._course, receipt_at=at))

    def say(self, word: LastWord, more: Callable[[], Mapping[str, Any]]) -> None:
        """Write the last word down where it has changed, or is old; `more` is asked for only then.

        Raises OSError on a full card.
        """
        now = clock.now()
        if word == self._said and now < self._said_at + AGAIN_AFTER:
            return
        full = msgspec.structs.replace(
            word,
            at=box_time(self.settings.data_folder).isoformat(),
            whole_bytes=self._course.whole_bytes if word.coming else 0,
            bytes_per_hour=usual_rate(self._course.hours),
            receipt_at=self._course.receipt_at,
            **more(),
        )
        write_last_word(self.settings.data_folder, full)
        self._said, self._said_at = word, now

    @property
    def _file(self) -> Path:
        return self.settings.own_folder / "course.json"

    def _keep(self, course: Course) -> None:
        if course == self._course:
            return
        keep(self._file, course)
        self._course = course


def read_course(file: Path) -> Course:
    """Return how it went until now; nothing when the file is not there, or damaged."""
    return read_kept(file, Course) or Course()


def box_time(data_folder: Path) -> datetime:
    """Return the time that the box shows to people: an adult may have set it on a page."""
    left = floor.read(data_folder / CLOCK)
    if left is None or left.boot != kernel.boot_id():
        return clock.displayed().time
    return (left.displayed or left.now) + (kernel.running() - left.running)


def moved(course: Course, coming: str, left_bytes: int, now: datetime) -> Course:
    """Return the course after a move that left so many bytes to fetch."""
    if coming != course.coming:
        return msgspec.structs.replace(
            course, coming=coming, whole_bytes=left_bytes, left_bytes=left_bytes, moved_at=now
        )
    if not coming:
        return course
    more = max(0, left_bytes - course.left_bytes)  # the packs are here: now it is known what they name
    came = max(0, course.left_bytes - left_bytes)
    seconds = (now - course.moved_at).total_seconds() if course.moved_at else 0
    return msgspec.structs.replace(
        course,
        whole_bytes=course.whole_bytes + more,
        left_bytes=left_bytes,
        moved_at=now,
        hours=_with(course.hours, came, seconds, now),
    )


def usual_rate(hours: Iterable[Hour]) -> int:
    """Return bytes an hour, of the hours in which something was to come; 0 until it is known."""
    seen = list(hours)
    seconds = sum(one.seconds for one in seen)
    return int(sum(one.bytes for one in seen) * SECONDS_AN_HOUR / seconds) if seconds else 0


def word_on_content(country: str, state: State, plan: Plan | None, left_bytes: int) -> LastWord:
    """Return what there is to say of what comes down."""
    stage: Stage = plan.next_stage or "" if plan else ""
    return LastWord(
        country=country,
        stage=stage,
        shown=state.shown.edition if state.shown else "",
        coming=state.target.edition if state.target and stage else "",
        left_files=sum(len(files) for files in plan.stages.values()) if plan else 0,
        left_bytes=left_bytes,
    )


def _with(hours: tuple[Hour, ...], came: int, seconds: float, now: datetime) -> tuple[Hour, ...]:
    began = now.replace(minute=0, second=0, microsecond=0)
    if hours and hours[-1].began == began:
        last = hours[-1]
        return (*hours[:-1], Hour(began, last.bytes + came, last.seconds + seconds))
    return (*hours[1 - HOURS_KEPT :], Hour(began, came, seconds))
