"""Certificates: one for each parcours that a teacher has read to the end and whose quiz he has passed."""

from datetime import date

import msgspec

from exchange.certificates import new_number
from exchange.documents import Grain, Text
from exchange.errors import NeedsAPerson
from hotspot.content import catalogue
from hotspot.school.adult_tables import Certificate
from hotspot.school.progress import all_done
from hotspot.school.tables import Learner, Teacher, database
from hotspot.school.training.quiz import is_passed


class NotEarned(NeedsAPerson):
    """The parcours is not done, or its quiz not passed."""


def grains_of(parcours_id: str) -> list[Grain]:
    """Return the grains of a parcours, in order; none when the edition has no such parcours."""
    whole = catalogue.parcours(parcours_id)
    modules = [catalogue.module(card.id) for card in whole.modules] if whole else []
    return [grain for module in modules if module for grain in module.grains]


def is_earned(learner: Learner | None, parcours_id: str) -> bool:
    """Say whether all is done, and each quiz passed."""
    grains = grains_of(parcours_id)
    if not grains or learner is None or not all_done(learner).issuperset(grain.id for grain in grains):
        return False
    return all(is_passed(learner, grain) for grain in grains if grain.bar)


def give(teacher_id: int, learner: Learner, parcours_id: str, school: str, on: date) -> Certificate:
    """Give the certificate of a parcours, as name, school and title are today; once given, the same again.

    Raises:
        NotEarned: something is still to be done.
    """
    whole = catalogue.parcours(parcours_id)
    with database.atomic():
        here = certificate_of(teacher_id, parcours_id)
        if here is not None:
            return here
        if whole is None or whole.card.audience != "teacher" or not is_earned(learner, parcours_id):
            raise NotEarned("Il reste quelque chose à faire dans ce parcours.")
        return Certificate.create(
            teacher=teacher_id,
            parcours=parcours_id,
            number=new_number(),
            given_on=on.isoformat(),
            name=Teacher.get_by_id(teacher_id).name,
            school=school,
            title=msgspec.json.encode(whole.card.title).decode(),
        )


def certificate_of(teacher_id: int, parcours_id: str) -> Certificate | None:
    """Return a teacher's certificate of a parcours, or None."""
    return certificates_of(teacher_id).get(parcours_id)


def certificates_of(teacher_id: int) -> dict[str, Certificate]:
    """Return a teacher's certificates by parcours."""
    rows = Certificate.select().where(Certificate.teacher == teacher_id)
    return {row.parcours: row for row in rows}


def certificate_numbered(number: str) -> Certificate | None:
    """Return the certificate of this number, or None."""
    found: Certificate | None = Certificate.get_or_none(Certificate.number == number)
    return found


def title_on(certificate: Certificate) -> Text:
    """Return how the parcours was called when the certificate was given, in its languages."""
    title: Text = msgspec.json.decode(certificate.title, type=Text)
    return title
