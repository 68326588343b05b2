"""The accounts of the adults: a name, a role, a password; and whose a class is."""

import secrets
from functools import cache
from typing import Literal

from werkzeug.security import check_password_hash, generate_password_hash

from exchange.errors import NeedsAPerson
from hotspot.content.folding import folded
from hotspot.school.adult_tables import ClassTeacher
from hotspot.school.tables import SchoolClass, Teacher, database

Role = Literal["head", "teacher", "technician"]


class LastHead(NeedsAPerson):
    """A school has a head."""


class NameTaken(NeedsAPerson):
    """Another adult of the school has this name."""


def add_teacher(name: str, role: Role, password: str) -> Teacher:
    """Make an account.

    Raises:
        NameTaken: another one is called so; accents and capitals make no difference.
    """
    return add_with_hash(name, role, generate_password_hash(password))


def add_with_hash(name: str, role: Role, password_hash: str) -> Teacher:
    """Make an account whose password was hashed before.

    Raises:
        NameTaken: another one is called so.
    """
    with database.atomic():
        if teacher_called(name):
            raise NameTaken(f"Il y a déjà quelqu'un du nom de « {name} ».")
        return Teacher.create(name=name, called=folded(name), role=role, password_hash=password_hash)


def teacher(teacher_id: int) -> Teacher | None:
    """Return the adult with this number, or None."""
    found: Teacher | None = Teacher.get_or_none(Teacher.id == teacher_id)
    return found


def teachers() -> list[Teacher]:
    """Return all adults, by name."""
    return list(Teacher.select().order_by(Teacher.called))


def head_for_recovery(name: str) -> Teacher | None:
    """Return the head of this name; where the school has no head yet, who is called so becomes it."""
    found = teacher_called(name)
    if found is not None and found.role == "head":
        return found
    if heads() or not folded(name):
        return None
    if found is None:
        return add_teacher(name, "head", secrets.token_urlsafe())
    set_role(found, "head")
    return found


def heads() -> int:
    """Return how many heads the school has."""
    return int(Teacher.select().where(Teacher.role == "head").count())


def set_password(teacher: Teacher, password: str) -> None:
    """Give an adult another password."""
    Teacher.update(password_hash=generate_password_hash(password)).where(Teacher.id == teacher.id).execute()


def set_role(teacher: Teacher, role: Role) -> None:
    """Give an adult another role.

    Raises:
        LastHead: the school would have none.
    """
    with database.atomic():
        if role != "head":
            _must_not_be_last(teacher)
        Teacher.update(role=role).where(Teacher.id == teacher.id).execute()


def remove(teacher: Teacher) -> None:
    """Delete an account; the classes stay.

    Raises:
        LastHead: the school would have none.
    """
    with database.atomic():
        _must_not_be_last(teacher)
        Teacher.delete().where(Teacher.id == teacher.id).execute()


def teacher_called(name: str) -> Teacher | None:
    """Return the adult of this name, however it is typed; None when there is none."""
    found: Teacher | None = Teacher.get_or_none(Teacher.called == folded(name))
    return found


def is_password(teacher: Teacher | None, password: str) -> bool:
    """Say whether this is the password; slow on purpose, and as slow where there is no such adult."""
    kept = teacher.password_hash if teacher else None
    return check_password_hash(kept or _nobodys_hash(), password) and kept is not None


def set_classes(teacher: Teacher, class_numbers: set[int]) -> None:
    """Make these classes a teacher's, and no other."""
    with database.atomic():
        ClassTeacher.delete().where(ClassTeacher.teacher == teacher).execute()
        rows = [{"school_class": number, "teacher": teacher} for number in sorted(class_numbers)]
        if rows:
            ClassTeacher.insert_many(rows).execute()


def give_class(school_class: SchoolClass, teacher: Teacher) -> None:
    """Make a class a teacher's, too."""
    ClassTeacher.insert(school_class=school_class, teacher=teacher).on_conflict_ignore().execute()


def has_class(teacher_id: int, class_id: int) -> bool:
    """Say whether a class is a teacher's."""
    mine = (ClassTeacher.teacher == teacher_id) & (ClassTeacher.school_class == class_id)
    return bool(ClassTeacher.select().where(mine).exists())


def class_of(teacher_id: int, class_id: int) -> SchoolClass | None:
    """Return a class of a teacher; None where it is not hers, or is not."""
    mine = (ClassTeacher.teacher == teacher_id) & (SchoolClass.id == class_id)
    found: SchoolClass | None = SchoolClass.select().join(ClassTeacher).where(mine).first()
    return found


def class_numbers_of(teacher_id: int) -> set[int]:
    """Return the numbers of a teacher's classes."""
    return {row.school_class_id for row in ClassTeacher.select().where(ClassTeacher.teacher == teacher_id)}


def _must_not_be_last(teacher: Teacher) -> None:
    if teacher.role == "head" and heads() == 1:
        raise LastHead("Une école garde une direction. Donnez d'abord ce rôle à quelqu'un d'autre.")


@cache
def _nobodys_hash() -> str:
    """Return a hash that no password has, so that an unknown name costs as much as a known one."""
    return generate_password_hash(secrets.token_urlsafe())
