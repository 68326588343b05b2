"""The accounts of the adults: a name, a role, a password; and whose a class is."""

from typing import Literal

from werkzeug.security import check_password_hash, generate_password_hash

from exchange.errors import NeedsAPerson
from hotspot.content.folding import folded
from hotspot.school.adult_tables import ClassTeacher
from hotspot.school.tables import SchoolClass, Teacher, database

Role = Literal["head", "teacher", "technician"]


class NameTaken(NeedsAPerson):
    """Another adult of the school has this name."""


def add_teacher(name: str, role: Role, password: str) -> Teacher:
    """Make an account.

    Raises:
        NameTaken: another one is called so; accents and capitals make no difference.
    """
    called = folded(name)
    with database.atomic():
        if teacher_called(name):
            raise NameTaken(f"Il y a déjà quelqu'un du nom de « {name} ».")
        return Teacher.create(
            name=name, called=called, role=role, password_hash=generate_password_hash(password)
        )


def teacher_called(name: str) -> Teacher | None:
    """Return the adult of this name, however it is typed; None when there is none."""
    found: Teacher | None = Teacher.get_or_none(Teacher.called == folded(name))
    return found


def is_password(teacher: Teacher, password: str) -> bool:
    """Say whether this is the password; slow on purpose."""
    return teacher.password_hash is not None and check_password_hash(teacher.password_hash, password)


def give_class(school_class: SchoolClass, teacher: Teacher) -> None:
    """Make a class a teacher's, too."""
    ClassTeacher.insert(school_class=school_class, teacher=teacher).on_conflict_ignore().execute()


def has_class(teacher_id: int, class_id: int) -> bool:
    """Say whether a class is a teacher's."""
    mine = (ClassTeacher.teacher == teacher_id) & (ClassTeacher.school_class == class_id)
    return bool(ClassTeacher.select().where(mine).exists())


def class_numbers_of(teacher_id: int) -> set[int]:
    """Return the numbers of a teacher's classes."""
    return {row.school_class_id for row in ClassTeacher.select().where(ClassTeacher.teacher == teacher_id)}
