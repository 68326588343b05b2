"""The question that the tutor chooses, as a row with its reason: what is asked, and why."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import cast

from hotspot.content import catalogue, documents
from hotspot.content.cards import SkillCard
from hotspot.school import tutor_days
from hotspot.school.tables import Learner, Question, Sitting
from hotspot.school.tutor import tutoring
from hotspot.school.tutor.choosing import fresh_seed
from hotspot.school.tutor.tried import Tried
from learning.tutor import choosing, placement
from learning.tutor.answers import Purpose
from learning.tutor.building import item_name
from learning.tutor.choosing import Asked, Choice, Reason
from learning.tutor.graph import Node
from learning.tutor.placement import Placed
from runtime.clock import now

AFTER_EXAMPLE = "example"  # what "again" is about: the worked answer was just read
CHANCE_DIGITS = 3
DICE_BYTES = 6
SIDES = 1 << 8 * DICE_BYTES


def next_question(
    learner: Learner, sitting: Sitting, tried: Sequence[Tried], language: str
) -> Question | Placed | None:
    """Return the question to ask next, not written down yet; what a placement has found; None for nothing.

    After a worked answer it is one alike, once: same exercise, same band, another seed.
    """
    alike = _alike(learner, tried[-1]) if tried and tried[-1].state == "shown" else None
    choice = alike or _choice(learner, sitting, tried)
    if not isinstance(choice, Choice):
        return choice
    row = _row(sitting, learner, choice, language)
    row.position = len(tried) + 1
    row.seed = fresh_seed(row, [one.row for one in tried])
    return row


def _choice(learner: Learner, sitting: Sitting, tried: Sequence[Tried]) -> Choice | Placed | None:
    """Return what the tutor would have asked; its dice show the same whenever it is asked again."""
    tutor = tutoring.here().tutor
    asked = tuple(_asked(one) for one in tried)
    dice = _dice(f"{learner.id}/{sitting.id}/{len(tried) + 1}")
    if sitting.kind == "placement":
        return placement.next_step(tutor, _year_of(learner), asked, dice)
    known = tutoring.state_of(learner.id)
    sat = choosing.Sitting(asked, sitting.second, (sitting.scope,) if sitting.scope else ())
    choice = choosing.choose(tutor, known, sat, tutor_days.second(), dice)
    return _told_exactly(tutor.graph[choice.skill], choice, tried) if choice else None


def _alike(learner: Learner, last: Tried) -> Choice | None:
    """Return the same again, once, where it is still there and does not rest; not in a placement."""
    row = last.row
    reason = Reason("again", AFTER_EXAMPLE)
    if row.purpose == "placement" or row.reason == _told(reason):
        return None
    item, node = _item_of(row), tutoring.here().tutor.graph.get(row.skill)
    if node is None or item not in [one.name for one in node.items]:  # an update has taken it away
        return None
    if tutoring.is_resting(learner.id, row.skill):
        return None
    return Choice(row.skill, item, False, "practice", reason, row.chance or 0.0)


def _told_exactly(node: Node, choice: Choice, tried: Sequence[Tried]) -> Choice:
    """Return the choice with a more exact reason: easier or harder than the last question of the skill."""
    before = next((one for one in reversed(tried) if one.row.skill == choice.skill), None)
    if before is None or choice.reason.code != "going-on":
        return choice
    difficulty = {item.name: item.difficulty for item in node.items}
    was = difficulty.get(_item_of(before.row), 0.0)
    if difficulty[choice.item] < was and before.result is False:
        return replace(choice, reason=Reason("easier", before.misconception))
    if difficulty[choice.item] > was and before.result:
        return replace(choice, reason=Reason("harder"))
    return choice


def _asked(one: Tried) -> Asked:
    return Asked(one.row.skill, _item_of(one.row), cast(Purpose, one.row.purpose), one.result)


def _item_of(row: Question) -> str:
    return item_name(row.skill, row.exercise, row.band)


def _row(sitting: Sitting, learner: Learner, choice: Choice, language: str) -> Question:
    card = _card(choice.skill)
    exercise, band = choice.item.rsplit("#", 2)[1:]
    country = catalogue.country_sha256()
    ask = documents.exercise_from(catalogue.store_folder(), card.sha256, country, exercise).ask
    return Question(
        learner=learner,
        grain="",
        skill=card.id,
        exercise=exercise,
        skill_document=card.sha256,
        country_document=country,
        band=int(band),
        language=catalogue.best_text(ask, language)[1],
        set_number=sitting.id,
        asked_at=now(),
        sitting=sitting,
        purpose=choice.purpose,
        reason=_told(choice.reason),
        chance=round(choice.chance, CHANCE_DIGITS),
        example_first=choice.example_first,
    )


def _told(reason: Reason) -> str:
    """Return a reason as it is kept: "easier:forgets-the-carry"."""
    return f"{reason.code}:{reason.about}"


def _card(skill: str) -> SkillCard:
    return next(card for card in catalogue.all_skills() if card.id == skill)


def _year_of(learner: Learner) -> int:
    """Return the year of the class; 0 for a guest, whose placement begins at the beginning."""
    return learner.school_class.year if learner.school_class is not None else 0


def _dice(name: str) -> Callable[[], float]:
    """Return dice that show the same for the same name."""
    turn = count()

    def dice() -> float:
        thrown = hashlib.sha256(f"{name}/{next(turn)}".encode()).digest()[:DICE_BYTES]
        return int.from_bytes(thrown, "big") / SIDES

    return dice
