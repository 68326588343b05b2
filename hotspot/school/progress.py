"""What a learner has done, and where to go on: the path, not a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from exchange.documents import Grain, Module
from hotspot.content import catalogue, lists
from hotspot.content.cards import GrainCard, SkillCard
from hotspot.school.tables import GrainDone, Learner, database
from hotspot.school.tutor import tutoring
from learning.tutor.mastery import HELD
from runtime.clock import now
from runtime.database import prepared

LATELY = 12  # grains on the page of what was done

# written by hand: a learner of the sixth year has done a thousand, and only their names are wanted
DONE_BY = "SELECT grain FROM grain_done WHERE learner_id = ?"
# what a learner finished last: her number, how many rows
newest_done = prepared(
    GrainDone.select().where(GrainDone.learner == 0).order_by(GrainDone.done_at.desc()).limit(1)
)


@dataclass(frozen=True)
class Step:
    """A grain on the path of its module; "here" is the first that is not done."""

    grain: Grain
    state: Literal["done", "here", "open"]


@dataclass(frozen=True)
class ParcoursProgress:
    """How far a learner is: grains done of all."""

    done: int
    total: int


@dataclass(frozen=True)
class DoneLately:
    """A grain that was finished, and when last."""

    grain: GrainCard
    done_at: datetime


def mark_done(learner: Learner | int, grain_id: str) -> None:
    """Note that a learner, or who has this number, has finished a grain; again, only the time changes."""
    time = now()
    GrainDone.insert(learner=learner, grain=grain_id, done_at=time, first_done_at=time).on_conflict(
        conflict_target=[GrainDone.learner, GrainDone.grain], update={GrainDone.done_at: time}
    ).execute()


def done(learner: Learner, grain_id: str) -> bool:
    """Say whether a learner has finished a grain."""
    return grain_id in grains_done(learner, [grain_id])


def grains_done(learner: Learner, grain_ids: Sequence[str]) -> set[str]:
    """Return those of the grains that a learner has finished."""
    return all_done(learner).intersection(grain_ids)


def all_done(learner: Learner) -> set[str]:
    """Return every grain that a learner has finished, also of editions before."""
    rows = database.execute_sql(DONE_BY, (learner.id,))  # type: ignore[no-untyped-call]
    return {grain for (grain,) in rows}


def modules_done(learner: Learner, module_ids: Sequence[str]) -> set[str]:
    """Return those of the modules whose grains a learner has all finished."""
    grains = lists.grains_by_module(module_ids)
    finished = grains_done(learner, [grain for module in grains.values() for grain in module])
    return {module for module, own in grains.items() if own and finished.issuperset(own)}


def module_steps(learner: Learner | None, module: Module) -> list[Step]:
    """Return the grains of a module as a path; a visitor without a learner has done none."""
    finished = grains_done(learner, [grain.id for grain in module.grains]) if learner else set()
    here = next((grain.id for grain in module.grains if grain.id not in finished), "")
    return [Step(grain, _state(grain.id, finished, here)) for grain in module.grains]


def parcours_progress(finished: set[str], parcours_ids: Sequence[str]) -> dict[str, ParcoursProgress]:
    """Return how far a learner is on each of these parcours, who has finished these grains."""
    grains = lists.grains_by_parcours(parcours_ids)
    return {parcours: ParcoursProgress(len(finished & own), len(own)) for parcours, own in grains.items()}


def done_lately(learner: Learner, at_most: int = LATELY) -> list[DoneLately]:
    """Return the grains finished last, newest first; those that the edition no longer has are left out."""
    rows = newest_done(learner.id, at_most)
    cards = lists.grain_cards([row.grain for row in rows])
    return [DoneLately(cards[row.grain], row.done_at) for row in rows if row.grain in cards]


def known(learner: Learner) -> list[SkillCard]:
    """Return the skills that were learnt here, as the tutor sees it, by id; not what a game took for held."""
    skills = tutoring.state_of(learner.id).skills
    held = [name for name, one in skills.items() if one.practice.mastery in HELD and not one.practice.placed]
    cards = catalogue.skills(held)
    return [cards[skill] for skill in sorted(cards)]


def _state(grain_id: str, finished: set[str], here: str) -> Literal["done", "here", "open"]:
    if grain_id in finished:
        return "done"
    return "here" if grain_id == here else "open"
