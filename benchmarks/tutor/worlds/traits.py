"""Who sits there: what each learner of a class brings along, drawn once from its seed."""

from dataclasses import dataclass
from math import exp
from random import Random

from benchmarks.tutor.worlds.curriculum import Curriculum

# A class in its third year: most are half a year behind, one in four between one and two and a half years.
USUAL_LEVEL, USUAL_SPREAD = 2.6, 0.8
SHARE_FAR_BEHIND, FAR_BEHIND = 0.25, (0.4, 2.0)
LEVELS = (0.3, 4.5)
EDGE_YEARS = 0.25  # how blurred the border is between what is known and what is not
SHARE_OF_HOLES = 0.08  # skills below the level that were never learnt


@dataclass(frozen=True)
class Traits:
    """One learner before the first sitting."""

    level: float  # years of the curriculum that are held
    known: frozenset[str]
    quickness: float  # times the usual gain of an answer
    memory: float  # times the usual stability
    slowness: float  # times the usual seconds
    impatience: float  # chance of leaving for each wrong answer in a row above two
    slip: float  # chance of a wrong answer to what is known


def traits(plan: Curriculum, dice: Random) -> Traits:
    """Draw a learner."""
    level = (
        dice.uniform(*FAR_BEHIND)
        if dice.random() < SHARE_FAR_BEHIND
        else dice.gauss(USUAL_LEVEL, USUAL_SPREAD)
    )
    level = min(LEVELS[1], max(LEVELS[0], level))
    return Traits(
        level=level,
        known=_known(plan, level, dice),
        quickness=dice.lognormvariate(0, 0.35),
        memory=dice.lognormvariate(0, 0.4),
        slowness=dice.lognormvariate(0, 0.25),
        impatience=min(0.6, dice.lognormvariate(-2.0, 0.6)),
        slip=dice.uniform(0.02, 0.08),
    )


def _known(plan: Curriculum, level: float, dice: Random) -> frozenset[str]:
    known: set[str] = set()
    for skill, year in plan.year.items():
        likely = (1 - SHARE_OF_HOLES) / (1 + exp((year - level) / EDGE_YEARS))
        if dice.random() < likely and all(before in known for before in plan.after[skill]):
            known.add(skill)
    return frozenset(known)
