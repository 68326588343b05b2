"""What a teacher changes of one learner. Two teachers may do it at once: each change says what it saw."""

from collections.abc import Mapping

from exchange.errors import NeedsAPerson
from hotspot.content.folding import folded
from hotspot.school import classes
from hotspot.school.tables import Learner, database

CHANGED = ("first_name", "sex", "language", "face", "skin", "cloth")


class ChangedMeanwhile(NeedsAPerson):
    """Somebody else has changed the same thing. `learner` is how it stands now."""

    def __init__(self, learner: Learner) -> None:
        super().__init__()
        self.learner = learner


class NameOfAnother(NeedsAPerson):
    """Another child of the class is called so."""


def change(learner_id: int, seen: Mapping[str, str], wanted: Mapping[str, str]) -> Learner:
    """Change what is wanted otherwise than it was seen; the rest stays as it is now.

    Raises:
        ChangedMeanwhile: what would be changed is not what was seen.
        NameOfAnother: the new name is another's.
    """
    with database.atomic():
        learner: Learner = Learner.get_by_id(learner_id)
        changes = {name: wanted[name] for name in CHANGED if wanted[name] != seen[name]}
        now_is = {name: str(getattr(learner, name)) for name in changes}
        if any(now_is[name] not in (seen[name], wanted[name]) for name in changes):
            raise ChangedMeanwhile(learner)
        if "first_name" in changes:
            _check_name(learner, changes["first_name"])
        for name, value in changes.items():
            setattr(learner, name, value if isinstance(getattr(learner, name), str) else int(value))
        learner.save()
        return learner


def _check_name(learner: Learner, name: str) -> None:
    if learner.school_class is None:
        return
    others = [one for one in classes.members_of(learner.school_class) if one.id != learner.id]
    if folded(name) in {folded(one.first_name) for one in others}:
        raise NameOfAnother(name)
