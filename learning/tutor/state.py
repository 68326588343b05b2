"""What is kept of a learner: one small row in general, and one small row a skill.

Rows can be rebuilt from the answers alone, byte for byte: `step.replay`. So a change of model is a replay.
"""

import msgspec

from learning.tutor.estimate import GeneralTrace, SkillTrace
from learning.tutor.mastery import Practice
from learning.tutor.review import Review


class SkillState(msgspec.Struct, array_like=True):
    """What is kept of a learner on one skill."""

    trace: SkillTrace
    practice: Practice
    review: Review | None = None  # None until the skill is learnt


class SkillGlance(msgspec.Struct, array_like=True, gc=False):
    """The same row with only the practice read: that says how far a learner is, in a third of the time."""

    trace: msgspec.Raw
    practice: Practice


class LearnerState(msgspec.Struct):
    """What is kept of a learner."""

    general: GeneralTrace
    skills: dict[str, SkillState]  # skill → its row


def new_learner() -> LearnerState:
    """Return the state of a learner of whom nothing is known."""
    return LearnerState(GeneralTrace(), {})


def encode(row: GeneralTrace | SkillState) -> bytes:
    """Return a row as it is kept: JSON, the same bytes for the same answers on any machine."""
    return msgspec.json.encode(row)
