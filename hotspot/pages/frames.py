"""What stands around a question: the set of exercises, or the sitting with the tutor, that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort

from exchange.documents import Grain, Module
from hotspot.content import catalogue
from hotspot.pages.addresses import end_address, module_address, question_address, sitting_address
from hotspot.pages.adult import only_its_audience
from hotspot.pages.language import chosen_language
from hotspot.school import attempts
from hotspot.school.asked import AskedQuestion
from hotspot.school.tables import Learner, Sitting
from hotspot.school.tutor import sittings
from hotspot.school.tutor.tried import tried_in


@dataclass(frozen=True)
class Frame:
    """Where a question stands, and where one goes from it."""

    subject: str
    stop: str  # the address of who gets up
    outcomes: Sequence[str]  # the grains of the ear


def frame_of(asked: AskedQuestion, learner: Learner) -> Frame:
    """Return what stands around a question; 404 when its set is in this edition no more."""
    if asked.row.sitting_id is None:
        _grain, module = exercises(asked.row.grain)
        outcomes = attempts.set_of(learner, asked.row.grain).outcomes
        return Frame(module.subject, module_address(module.id), outcomes)
    sitting = sitting_of(asked.row.sitting_id, learner)
    outcomes = sittings.outcomes_of(sitting, tried_in(sitting))
    return Frame(subject_of(asked.row.skill), sitting_address(sitting.id), outcomes)


def following_address(asked: AskedQuestion, learner: Learner) -> str:
    """Ask the next question of the set or of the sitting; return where it is, or the end."""
    if asked.row.sitting_id is not None:
        return next_in(sitting_of(asked.row.sitting_id, learner), learner)
    grain, _module = exercises(asked.row.grain)
    following = attempts.ask(learner, grain.id, chosen_language())
    return question_address(following.id) if following else end_address(grain.id)


def next_in(sitting: Sitting, learner: Learner) -> str:
    """Ask the next question of a sitting; return where it is, or the end of the sitting."""
    following = sittings.ask(learner, sitting, chosen_language())
    if following is None:
        return sitting_address(sitting.id)
    example = "/exemple" if following.row.example_first and not following.tries else ""
    return question_address(following.id) + example


def exercises(grain_id: str) -> tuple[Grain, Module]:
    """Return a set of exercises and its module; 404 where there is none."""
    found = catalogue.grain(grain_id)
    if found is None or found[0].kind != "exercises":
        abort(404)
    only_its_audience(found[1].audience)
    return found


def sitting_of(sitting_id: int, learner: Learner) -> Sitting:
    """Return a sitting of this learner; another's is not found."""
    found = sittings.sitting(sitting_id, learner)
    if found is None:
        abort(404)
    return found


def subject_of(skill: str) -> str:
    """Return the subject of a skill; "" for one that the edition has no more."""
    return next((card.subject for card in catalogue.all_skills() if card.id == skill), "")
