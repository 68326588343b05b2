"""Which question comes next in a set: skills and their exercises in turn, harder when it goes well.

Simple and the same every time, so that a technician can tell what will come.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from exchange.documents import Exercise, Grain
from hotspot.content import catalogue, documents
from hotspot.content.cards import SkillCard
from hotspot.school.asked import drawn, face_of, verdicts_of
from hotspot.school.states import next_band, state_after
from hotspot.school.tables import Learner, Question
from runtime.clock import now
from runtime.database import prepared

SEED_BYTES = 6
SEEDS_TRIED = 12  # to find a question that this set has not asked yet; a short table may have no other

_last_on_skill = prepared(
    Question.select().where(Question.learner == 0, Question.skill == "").order_by(Question.id.desc()).limit(1)
)


@dataclass(frozen=True)
class Kind:
    """A kind of question: an exercise of a skill."""

    skill: SkillCard
    exercise: Exercise


def next_question(
    learner: Learner,
    grain: Grain,
    language: str,
    rows: list[Question],
    verdicts: dict[int, list[str]],
    set_number: int,
) -> Question:
    """Return the question to ask next, not written down yet.

    After a worked answer it is one alike: same exercise, same band, another seed.
    """
    last = rows[-1] if rows else None
    position = len(rows) + 1
    if last is not None and state_after(verdicts[last.id]) == "shown":
        skill, exercise, band = last.skill, last.exercise, last.band
        documents_of_it = last.skill_document, last.country_document
        language = last.language
    else:
        kind = _kind_at(_kinds_of(grain), grain.count * (set_number - 1) + position - 1)
        skill, exercise, band = kind.skill.id, kind.exercise.name, _band_for(learner, kind)
        documents_of_it = kind.skill.sha256, catalogue.country_sha256()
        language = catalogue.best_text(kind.exercise.ask, language)[1]
    asked = Question(
        learner=learner,
        grain=grain.id,
        skill=skill,
        exercise=exercise,
        skill_document=documents_of_it[0],
        country_document=documents_of_it[1],
        band=band,
        language=language,
        set_number=set_number,
        position=position,
        asked_at=now(),
    )
    asked.seed = fresh_seed(asked, rows)
    return asked


def _kinds_of(grain: Grain) -> list[Kind]:
    """Return the first exercise of each skill, then the second of each, and so on."""
    cards = catalogue.skills(list(grain.skills))
    store = catalogue.store_folder()
    of_each = [
        [
            Kind(cards[skill], exercise)
            for exercise in documents.skill_from(store, cards[skill].sha256).exercises
        ]
        for skill in grain.skills
    ]
    return [kind for in_turn in zip_longest(*of_each) for kind in in_turn if kind is not None]


def _kind_at(kinds: list[Kind], turn: int) -> Kind:
    return kinds[turn % len(kinds)]


def _band_for(learner: Learner, kind: Kind) -> int:
    """Return the band that follows from the learner's last question on the skill; the easiest at first."""
    last = next(iter(_last_on_skill(learner.id, kind.skill.id, 1)), None)
    if last is None:
        return 0
    band = next_band(last.band, verdicts_of([last])[last.id], last.hint_came_first)
    return min(band, max(0, len(kind.exercise.bands) - 1))


def fresh_seed(asked: Question, rows: Sequence[Question]) -> int:
    """Return a seed whose question none of `rows` has asked yet, or the last one tried."""
    seen = {face_of(drawn(row)) for row in rows}
    for tried in range(SEEDS_TRIED):
        asked.seed = _seed(asked, tried)
        if face_of(drawn(asked)) not in seen:
            break
    return asked.seed


def _seed(asked: Question, tried: int) -> int:
    """Return a number that differs from learner to learner, so that neighbours do not copy."""
    named = f"{asked.learner_id}/{asked.grain}/{asked.set_number}/{asked.position}/{tried}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:SEED_BYTES], "big")
