"""A learner changes class, leaves the school, comes back, gets other pictures. Answers are never touched."""

from exchange.errors import NeedsAPerson
from hotspot.school.adult_tables import CodeMissed
from hotspot.school.classes import check_room, everybody_of, members_of
from hotspot.school.codes import new_pictures
from hotspot.school.life.places import leave_groups, put_into
from hotspot.school.tables import Learner, SchoolClass, database
from runtime.clock import now


class NoSuchPlace(NeedsAPerson):
    """The learner cannot be put there."""


def move(learner: Learner, to: SchoolClass) -> Learner:
    """Put a learner into another class, also one who had left, and return the row as it is then.

    Raises:
        NoSuchPlace: that class was put away, or it is the learner's own.
        FullClass: it has no room.
    """
    with database.atomic():
        here = _fresh(learner)
        if to.archived_at is not None or to.id == here.school_class_id:
            raise NoSuchPlace(f"« {to.name} » n'est pas une autre classe ouverte.")
        put_into(here, to)
        return _fresh(learner)


def leave(learner: Learner) -> None:
    """Note that a learner has left the school; number, pictures and answers are kept."""
    with database.atomic():
        leave_groups(learner)
        Learner.update(left_at=now()).where(Learner.id == learner.id, Learner.left_at.is_null()).execute()


def come_back(learner: Learner) -> None:
    """Note that a learner is back in the same class.

    Raises:
        NoSuchPlace: the class was put away.
        FullClass: it has no room any more.
    """
    with database.atomic():
        here = _fresh(learner)
        if here.left_at is None or here.school_class is None:
            return
        if here.school_class.archived_at is not None:
            raise NoSuchPlace(f"La classe « {here.school_class.name} » est rangée.")
        check_room(here.school_class, len(members_of(here.school_class)) + 1)
        Learner.update(left_at=None).where(Learner.id == learner.id).execute()


def give_pictures(learner: Learner) -> Learner:
    """Give a learner of a class three other pictures; who had guessed the old ones begins at nothing."""
    with database.atomic():
        own = learner.school_class
        taken = {one.pictures for one in everybody_of(own)} if own else set()
        Learner.update(pictures=new_pictures(taken)).where(Learner.id == learner.id).execute()
        CodeMissed.delete().where(CodeMissed.learner == learner).execute()
        return _fresh(learner)


def _fresh(learner: Learner) -> Learner:
    found: Learner = Learner.get_by_id(learner.id)
    return found
