"""A class ends: it is put away under its name and its school year, and can be taken out again."""

from exchange.errors import NeedsAPerson
from hotspot.content import catalogue
from hotspot.school.tables import SchoolClass, database
from runtime.clock import displayed, now

LONGEST_NAME = 40  # characters, without the school year


class NameTaken(NeedsAPerson):
    """Another class has this name, or it is none."""


def year_now() -> str:
    """Return the school year that it is, as people are shown the date: "2026-2027"."""
    today = displayed().time
    begins, _ends = catalogue.country().school_year
    return _label(today.year if today.month >= begins else today.year - 1)


def year_ending() -> str:
    """Return the school year that ends with the summer of this calendar year: "2026-2027" in 2027."""
    return _label(displayed().time.year - 1)


def put_away(school_class: SchoolClass, school_year: str) -> SchoolClass:
    """Put a class away with all its learners, and return it; a class that is away stays as it is."""
    with database.atomic():
        here = _fresh(school_class)
        if here.archived_at is None:
            here.name = free_name(f"{here.name}, {school_year}")
            here.archived_at = now()
            here.save()
        return here


def take_out(school_class: SchoolClass, name: str) -> SchoolClass:
    """Take a class out again under a name, and return it.

    Raises:
        NameTaken: another class has it, or it is empty.
    """
    with database.atomic():
        here = _fresh(school_class)
        if not is_name(name) or SchoolClass.get_or_none(SchoolClass.name == name, SchoolClass.id != here.id):
            raise NameTaken(f"Une autre classe s'appelle déjà « {name} ».")
        here.name, here.archived_at = name, None
        here.save()
        return here


def name_before(school_class: SchoolClass) -> str:
    """Return how a class was called before it was put away."""
    return school_class.name.rsplit(", ", 1)[0]


def put_away_classes() -> list[SchoolClass]:
    """Return the classes that were put away, the last one first."""
    away = SchoolClass.archived_at.is_null(False)
    return list(SchoolClass.select().where(away).order_by(SchoolClass.archived_at.desc(), SchoolClass.name))


def free_name(name: str) -> str:
    """Return the name, with a number where a class has it already."""
    taken = {one.name for one in SchoolClass.select(SchoolClass.name)}
    named, turn = name, 2
    while named in taken:
        named, turn = f"{name} ({turn})", turn + 1
    return named


def is_name(name: str) -> bool:
    """Say whether a class can be called so."""
    return bool(name.strip()) and len(name) <= LONGEST_NAME and name.isprintable()


def _label(first: int) -> str:
    return f"{first}-{first + 1}"


def _fresh(school_class: SchoolClass) -> SchoolClass:
    found: SchoolClass = SchoolClass.get_by_id(school_class.id)
    return found
