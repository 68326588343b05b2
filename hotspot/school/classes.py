"""The school, its classes and who is in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from exchange.errors import NeedsAPerson
from hotspot.content.folding import folded
from hotspot.school.codes import hash_of, new_pictures
from hotspot.school.tables import Learner, School, SchoolClass, database
from runtime.clock import now
from runtime.database import prepared

FACES = 12
SKINS = 6
CLOTHS = 6
LEARNERS_A_CLASS = 200  # twice the fullest classes of the region; far under the 1,320 codes

_schools = prepared(School.select())
_learner_of = prepared(Learner.select().where(Learner.id == 0))
_class_of = prepared(SchoolClass.select().where(SchoolClass.id == 0))
_all_classes = prepared(
    SchoolClass.select().where(SchoolClass.archived_at.is_null()).order_by(SchoolClass.year, SchoolClass.name)
)
_members_of = prepared(Learner.select().where(Learner.school_class == 0, Learner.left_at.is_null()))
_everybody_of = prepared(Learner.select().where(Learner.school_class == 0))


class AlreadyThere(NeedsAPerson):
    """The box has such a school, class or learner already."""


class UnknownClass(NeedsAPerson):
    """No class of that name."""


class FullClass(NeedsAPerson):
    """A class would have more learners than there are faces and codes for."""


@dataclass(frozen=True)
class Newcomer:
    """A pupil to be added."""

    class_name: str
    first_name: str
    sex: str = ""  # girl, boy; "": not said


def school() -> School | None:
    """Return the school of this box, or None while it has none."""
    return next(iter(_schools()), None)


def set_school(
    name: str, town: str, country: str, technician_code: str, *, language: str = "fr", calendar: str = ""
) -> School:
    """Make this box the box of a school.

    `calendar`: its own days without school (hotspot/school/school_calendar.py), "" for its country's.

    Raises:
        AlreadyThere: it is the box of a school already.
    """
    with database.atomic():
        here = school()
        if here is not None:
            raise AlreadyThere(f"Cette boîte est déjà celle de « {here.name} », à {here.town}.")
        return School.create(
            name=name,
            town=town,
            country=country,
            technician_code=hash_of(technician_code),
            language=language,
            calendar=calendar,
        )


def change_school(name: str, town: str, language: str) -> None:
    """Change how the school is called, where it is, and the language that its adults begin with."""
    School.update(name=name, town=town, language=language).execute()


def set_technician_code(code: str) -> None:
    """Put another code in the place of the technician's code."""
    School.update(technician_code=hash_of(code)).execute()


def classes() -> list[SchoolClass]:
    """Return the classes, youngest first; those put away are left out."""
    return _all_classes()


def school_class(class_id: int) -> SchoolClass | None:
    """Return the class with this number, also one put away, or None."""
    return next(iter(_class_of(class_id)), None)


def class_named(name: str) -> SchoolClass:
    """Return the class of this name; one that was put away is not there.

    Raises:
        UnknownClass: there is none.
    """
    found: SchoolClass | None = SchoolClass.get_or_none(
        SchoolClass.name == name, SchoolClass.archived_at.is_null()
    )
    if found is None:
        known = ", ".join(one.name for one in classes()) or "aucune"
        raise UnknownClass(
            f"Il n'y a pas de classe « {name} » (classes : {known}). "
            f'Ajoutez-la d\'abord : hotspot class add "{name}" --year ANNÉE'
        )
    return found


def learners_of(school_class: SchoolClass) -> list[Learner]:
    """Return the learners of a class, by first name; those who left are left out."""
    return by_first_name(members_of(school_class))


def members_of(school_class: SchoolClass) -> list[Learner]:
    """Return the learners of a class, in no order; those who left are left out."""
    return _members_of(school_class.id)


def sizes() -> dict[int, int]:
    """Return how many learners each class has, by its number; those who left are left out."""
    here = Learner.select(Learner.school_class, fn.COUNT(Learner.id)).where(Learner.left_at.is_null())
    return dict(here.group_by(Learner.school_class).tuples())  # type: ignore[arg-type]


def everybody_of(school_class: SchoolClass) -> list[Learner]:
    """Return the learners of a class and those who left it, in no order: their codes are taken."""
    return _everybody_of(school_class.id)


def is_at_school(learner: Learner) -> bool:
    """Say whether a learner may sign in: has not left, nor is the class put away. A guest may."""
    return learner.left_at is None and (
        learner.school_class is None or learner.school_class.archived_at is None
    )


def by_first_name(learners: Iterable[Learner]) -> list[Learner]:
    """Return learners by first name, whatever its accents."""
    return sorted(learners, key=lambda learner: (folded(learner.first_name), learner.number))


def learner(learner_id: int) -> Learner | None:
    """Return a learner with the class (None for a guest), None when nobody has this number."""
    for found in _learner_of(learner_id):
        if found.school_class_id is not None:
            found.school_class = _class_of(found.school_class_id)[0]
        return found
    return None


def add_class(name: str, year: int) -> SchoolClass:
    """Add a class of a year of schooling (0 nursery, 1 to 13).

    Raises:
        AlreadyThere: there is a class of that name.
    """
    with database.atomic():
        if SchoolClass.get_or_none(SchoolClass.name == name):
            raise AlreadyThere(f"Il y a déjà une classe « {name} ».")
        return SchoolClass.create(name=name, year=year)


def add_learners(newcomers: Iterable[Newcomer], language: str) -> list[Learner]:
    """Add the pupils that their classes do not have yet, all or none, and return them.

    The same list given twice adds nobody: as many of a first name are added as are missing.

    Raises:
        UnknownClass: a class does not exist.
        FullClass: a class would have more than 200 learners.
    """
    added: list[Learner] = []
    with database.atomic():
        for class_name, named in _by_class(newcomers).items():
            school_class = class_named(class_name)
            missing = _missing_in(school_class, named)
            added += enrol(school_class, [(one.first_name, one.sex) for one in missing], language)
    return added


def check_room(school_class: SchoolClass, learners: int) -> None:
    """See to it that a class of so many learners is not too large.

    Raises:
        FullClass: it would have more than 200.
    """
    if learners > LEARNERS_A_CLASS:
        raise FullClass(
            f"La classe « {school_class.name} » dépasserait {LEARNERS_A_CLASS} élèves. Partagez-la."
        )


def enrol(school_class: SchoolClass, pupils: Iterable[tuple[str, str]], language: str) -> list[Learner]:
    """Add pupils to a class, each a first name and a sex (girl, boy or ""), and return them."""
    ever = everybody_of(school_class)
    codes = {learner.pictures for learner in ever}
    number = max((learner.number for learner in ever), default=0)
    added = []
    for first_name, sex in pupils:
        number += 1
        pictures = new_pictures(codes)
        codes.add(pictures)
        added.append(_learner(school_class, number, first_name, sex, pictures, language))
    return added


def _by_class(newcomers: Iterable[Newcomer]) -> dict[str, list[Newcomer]]:
    found: dict[str, list[Newcomer]] = {}
    for newcomer in newcomers:
        found.setdefault(newcomer.class_name, []).append(newcomer)
    return found


def _missing_in(school_class: SchoolClass, newcomers: list[Newcomer]) -> list[Newcomer]:
    """Return those whom the class does not have yet, as many of a first name as are missing."""
    members = members_of(school_class)
    here = Counter(learner.first_name for learner in members)
    missing = []
    for newcomer in newcomers:
        here[newcomer.first_name] -= 1
        if here[newcomer.first_name] < 0:
            missing.append(newcomer)
    check_room(school_class, len(members) + len(missing))
    return missing


def _learner(
    school_class: SchoolClass, number: int, first_name: str, sex: str, pictures: str, language: str
) -> Learner:
    """Add one learner. Faces are taken in turn, so that two neighbours on the wall differ."""
    return Learner.create(
        school_class=school_class,
        first_name=first_name,
        number=number,
        pictures=pictures,
        face=(number - 1) % FACES + 1,
        skin=(number * 5 - 1) % SKINS + 1,
        cloth=(number + number // CLOTHS - 1) % CLOTHS + 1,
        language=language,
        created_at=now(),
        sex=sex,
    )
