"""A new school year in one step: each class moves up under its new name, the last of a cycle is put away.

All or nothing, and once for each school year. It can be undone for a day, while the classes are as it has
left them. A class takes its learners, its teachers and its answers along.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import msgspec

from exchange.errors import NeedsAPerson
from hotspot.content import catalogue
from hotspot.school import classes
from hotspot.school.adult_tables import YearBegun
from hotspot.school.life.ending import free_name, is_name
from hotspot.school.tables import SchoolClass, database
from runtime.clock import ago, now

How = Literal["up", "stay", "away"]
LAST_YEAR = 13  # of schooling
UNDONE_WITHIN = timedelta(days=1)


class YearEnded(NeedsAPerson):
    """This school year has ended already."""


class OtherClasses(NeedsAPerson):
    """The classes are no longer those of the table."""


class WrongNames(NeedsAPerson):
    """Names of classes that cannot be."""

    def __init__(self, numbers: frozenset[int]) -> None:
        super().__init__("Ces noms de classes ne vont pas.")
        self.numbers = numbers  # of the classes


class TooLate(NeedsAPerson):
    """It cannot be undone any more."""


@dataclass(frozen=True)
class Step:
    """What becomes of a class."""

    class_id: int
    how: How
    name: str  # that it will have; of one that is put away, without the school year


class _Row(msgspec.Struct, frozen=True):
    id: int
    name: str
    year: int
    archived_at: str | None


def proposed() -> list[Step]:
    """Return what becomes of each class unless somebody says otherwise: all move up, but the last of a cycle.

    After the last year of primary school, pupils go to another one.
    """
    return [
        Step(one.id, "away", one.name) if _ends_cycle(one.year) else Step(one.id, "up", name_above(one))
        for one in classes.classes()
    ]


def name_above(school_class: SchoolClass) -> str:
    """Return the name of a class a year later: "CI A" becomes "CP A"; a name of its own stays."""
    now_called, later = (
        catalogue.label_of_year(year, "")[0] for year in (school_class.year, school_class.year + 1)
    )
    name = school_class.name
    is_called_so = name == now_called or name.startswith(f"{now_called} ")
    return later + name.removeprefix(now_called) if is_called_so else name


def mark() -> str:
    """Return what names the classes as they are: a form that was filled in for others is not taken."""
    return hashlib.sha256(msgspec.json.encode(_rows())).hexdigest()[:16]


def last_begun() -> YearBegun | None:
    """Return the last school year that was ended here, or None."""
    found: YearBegun | None = YearBegun.select().order_by(YearBegun.id.desc()).first()
    return found


def begin(steps: Sequence[Step], ended: str, seen: str) -> None:
    """End the school year `ended` and let the classes go their ways; `seen` is `mark()` of the table.

    Raises:
        YearEnded: it has ended already.
        OtherClasses: a class has come, gone or changed since.
        WrongNames: a name is empty, too long, or that of another class.
    """
    with database.atomic():
        if YearBegun.get_or_none(YearBegun.ended == ended):
            raise YearEnded(f"L'année {ended} est déjà finie ici.")
        before = _rows()
        if seen != mark() or {one.class_id for one in steps} != {one.id for one in before if _is_open(one)}:
            raise OtherClasses("Les classes ont changé entre-temps. Regardez le tableau de nouveau.")
        _check_names(steps, before)
        _take(steps, ended)
        YearBegun.create(ended=ended, begun_at=now(), before=_written(before), after=_written(_rows()))


def can_undo(begun: YearBegun) -> bool:
    """Say whether a step can still be undone: for a day, and while its classes are as it has left them."""
    after = msgspec.json.decode(begun.after, type=list[_Row])
    before = msgspec.json.decode(begun.before, type=list[_Row])
    here = {one.id: one for one in _rows()}
    names = {one.name for one in here.values()} - {one.name for one in after}
    as_left = all(here.get(one.id) == one for one in after)
    return begun.begun_at > ago(UNDONE_WITHIN) and as_left and names.isdisjoint(one.name for one in before)


def undo(begun: YearBegun) -> None:
    """Let all classes be what they were before the step. Learners that have moved since stay where they are.

    Raises:
        TooLate: a day has passed, or a class was changed, or a new one has an old name.
    """
    with database.atomic():
        if not can_undo(begun):
            raise TooLate("Cela ne peut plus être défait.")
        before = msgspec.json.decode(begun.before, type=list[_Row])
        _lay_down(before)
        begun.delete_instance()


def _take(steps: Sequence[Step], ended: str) -> None:
    years = {one.id: one.year for one in classes.classes()}
    stay = [one for one in steps if one.how != "away"]
    _unname(one.class_id for one in steps)
    for one in stay:
        year = min(LAST_YEAR, years[one.class_id] + (one.how == "up"))
        SchoolClass.update(name=one.name, year=year).where(SchoolClass.id == one.class_id).execute()
    for one in steps:
        if one.how == "away":
            name = free_name(f"{one.name}, {ended}")
            away = SchoolClass.update(name=name, archived_at=now())
            away.where(SchoolClass.id == one.class_id).execute()


def _lay_down(rows: Sequence[_Row]) -> None:
    _unname(one.id for one in rows)
    for one in rows:
        change = "UPDATE school_class SET name = ?, year = ?, archived_at = ? WHERE id = ?"
        database.execute_sql(change, (one.name, one.year, one.archived_at, one.id))  # type: ignore[no-untyped-call]


def _unname(numbers: Iterable[int]) -> None:
    """Free all names, which go round: CI becomes CP while CP becomes CE1."""
    for number in numbers:
        SchoolClass.update(name=f"\n{number}").where(SchoolClass.id == number).execute()


def _check_names(steps: Sequence[Step], before: Sequence[_Row]) -> None:
    taken = {one.name for one in before if not _is_open(one)}
    wrong = set()
    for one in steps:
        if one.how != "away":
            if not is_name(one.name) or one.name in taken:
                wrong.add(one.class_id)
            taken.add(one.name)
    if wrong:
        raise WrongNames(frozenset(wrong))


def _ends_cycle(year: int) -> bool:
    cycles = {level.year: level.cycle for level in catalogue.country().levels}
    return cycles.get(year) != cycles.get(year + 1)


def _rows() -> list[_Row]:
    """Return all classes as they are, those put away too."""
    found = database.execute_sql("SELECT id, name, year, archived_at FROM school_class ORDER BY id")  # type: ignore[no-untyped-call]
    return [_Row(*row) for row in found]


def _is_open(row: _Row) -> bool:
    return row.archived_at is None


def _written(rows: Sequence[_Row]) -> str:
    return msgspec.json.encode(rows).decode()
