"""What a list would change in a class, and the change: all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from exchange.errors import NeedsAPerson
from hotspot.content.folding import folded
from hotspot.school import classes
from hotspot.school.adults import accounts
from hotspot.school.roster import names
from hotspot.school.roster.names import with_initial, without_initial
from hotspot.school.roster.reading import Entry
from hotspot.school.tables import Learner, SchoolClass, database


@dataclass(frozen=True)
class Asked:
    """A line that only a person can finish: a name that cannot be one, or that another child has."""

    entry: Entry
    why: names.WrongName | Literal["twin"]
    suggestion: str


@dataclass(frozen=True)
class Plan:
    """What a list would change in a class."""

    added: list[Entry]  # with the names that they will have
    here: list[tuple[Entry, str]]  # and what they are called in the class
    asked: list[Asked]

    @property
    def places_here(self) -> set[int]:
        """Return the places in the list of those who are in the class already."""
        return {entry.place for entry, _name in self.here}


class NotReady(NeedsAPerson):
    """A list has still to be looked at: something is asked, or the class has changed since."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def plan_for(names_here: Iterable[str], entries: Iterable[Entry], answers: Mapping[int, str]) -> Plan:
    """Return what a list changes in a class of these names.

    `answers` are the names that a person has written for a place of the list, "" to leave it out. Another
    child than those of the class is meant by them.
    """
    called = list(names_here)
    kept = [_answered(entry, answers) for entry in entries if answers.get(entry.place) != ""]
    wrong = [_mistaken(one, why) for one in kept if (why := names.what_is_wrong(one.first_name))]
    right = [one for one in kept if names.what_is_wrong(one.first_name) is None]
    here = _found(called, [one for one in right if one.place not in answers])
    places_here = {one.place for one, _name in here}
    added, twins = _told_apart(called, [one for one in right if one.place not in places_here])
    return Plan(added, here, sorted(wrong + twins, key=lambda asked: asked.entry.place))


def add(
    school_class: SchoolClass, entries: list[Entry], answers: Mapping[int, str], seen_here: set[int]
) -> list[Learner]:
    """Add the pupils of a list to a class, all or none, and return them.

    `seen_here` are the places of the list that the teacher has seen to be in the class.

    Raises:
        NotReady: something is asked, or others are in the class by now.
        FullClass: it would have more than 200 learners.
    """
    with database.atomic():
        here = classes.members_of(school_class)
        plan = plan_for([one.first_name for one in here], entries, answers)
        if plan.asked or plan.places_here != seen_here:
            raise NotReady(plan)
        classes.check_room(school_class, len(here) + len(plan.added))
        school = classes.school()
        pupils = [(one.first_name, one.sex) for one in plan.added]
        return classes.enrol(school_class, pupils, school.language if school else "fr")


def make_class(
    name: str, year: int, teacher_id: int | None, entries: list[Entry], answers: Mapping[int, str]
) -> SchoolClass:
    """Make a class with its pupils, all or nothing; it is this teacher's.

    Raises:
        AlreadyThere: there is a class of that name.
        NotReady: something is asked.
        FullClass: it would have more than 200 learners.
    """
    with database.atomic():
        school_class = classes.add_class(name, year)
        teacher = accounts.teacher(teacher_id) if teacher_id is not None else None
        if teacher is not None:
            accounts.give_class(school_class, teacher)
        add(school_class, entries, answers, set())
        return school_class


def _answered(entry: Entry, answers: Mapping[int, str]) -> Entry:
    if entry.place not in answers:
        return entry
    return replace(entry, first_name=answers[entry.place], initial="")


def _mistaken(entry: Entry, why: names.WrongName) -> Asked:
    is_long = why == "long"
    return Asked(entry, why, entry.first_name if is_long else names.without_strange_signs(entry.first_name))


def _found(called: list[str], entries: list[Entry]) -> list[tuple[Entry, str]]:
    """Return the entries that mean a child of the class, each child once, and that child's name.

    A name as it stands comes first; then "Fatou" may mean Fatou D.
    """
    free = list(called)
    found: list[tuple[Entry, str]] = []
    for means in (_means, _may_mean):
        for entry in entries:
            if all(entry is not one for one, _name in found):
                name = next((name for name in free if means(entry, name)), None)
                if name is not None:
                    free.remove(name)
                    found.append((entry, name))
    return found


def _means(entry: Entry, name: str) -> bool:
    return folded(name) in {folded(entry.first_name), folded(with_initial(entry.first_name, entry.initial))}


def _may_mean(entry: Entry, name: str) -> bool:
    return not entry.initial and without_initial(name) == folded(entry.first_name)


def _told_apart(called: list[str], entries: list[Entry]) -> tuple[list[Entry], list[Asked]]:
    """Return the entries with the names that tell them apart, and those of which a person must say it."""
    alike = Counter([without_initial(name) for name in called] + [folded(one.first_name) for one in entries])
    named = [one if alike[folded(one.first_name)] == 1 else _with_initial(one) for one in entries]
    taken = Counter(folded(name) for name in [*called, *(one.first_name for one in named)])
    added = [one for one in named if taken[folded(one.first_name)] == 1]
    twins = [one for one in named if taken[folded(one.first_name)] > 1]
    return added, [Asked(one, "twin", one.first_name) for one in twins]


def _with_initial(entry: Entry) -> Entry:
    return replace(entry, first_name=with_initial(entry.first_name, entry.initial))
