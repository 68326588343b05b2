"""The tutor's policy beside fixed order, m of n and BKT: the same learners, in each family and situation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from benchmarks.table import Row
from benchmarks.tutor.policy import Policy
from benchmarks.tutor.rivals import M_OF_N, RIVALS
from benchmarks.tutor.worlds.term import (
    SITTING_DAYS,
    SITTING_SECONDS,
    Kind,
    Learner,
    Outcome,
    term,
)
from benchmarks.tutor.worlds.term import Policy as AnyPolicy

HOURS = len(SITTING_DAYS) * SITTING_SECONDS / 3600  # in the timetable, worked or not
OURS = "tutor"
Makes = Callable[[dict, int], AnyPolicy]  # of what may be known of the world, and a seed
Outcomes = Sequence[Outcome]
Played = Mapping[str, Outcomes]  # policy → what came of each learner, in the same order


@dataclass(frozen=True)
class Situation:
    """Whether learners may leave, and whether the teacher acts on alarms."""

    kind: Kind
    teacher_acts: bool


LEAVE_AND_ACT = Situation("may leave", True)
LEAVE_ALONE = Situation("may leave", False)
STAY_AND_ACT = Situation("stays", True)
STAY_ALONE = Situation("stays", False)


def played(family: str, situation: Situation, seeds: Sequence[int], makes: Makes) -> list[Outcome]:
    """Return what came of each learner's term with a policy of its own."""
    outcomes = []
    for seed in seeds:
        learner = Learner(family, seed, situation.kind)
        outcomes.append(term(learner, makes(learner.plan.given, seed), situation.teacher_acts))
    return outcomes


class Trial:
    """The terms of all policies with the learners of these seeds, each played when it is first asked for."""

    def __init__(self, seeds: Sequence[int], families: Sequence[str], ours: Makes = Policy):
        self.seeds, self.families, self.ours = seeds, families, ours
        self._kept: dict[tuple[str, Situation, str], Outcomes] = {}

    def of(self, family: str, situation: Situation) -> Played:
        """Return the outcomes by policy. Rivals give no alarms: whether anybody acts is all one to them."""
        alone = Situation(situation.kind, False)
        rivals = {name: self._of(family, alone, name, rival) for name, rival in RIVALS.items()}
        return {OURS: self._of(family, situation, OURS, self.ours), **rivals}

    def _of(self, family: str, situation: Situation, name: str, makes: Makes) -> Outcomes:
        key = (family, situation, name)
        if key not in self._kept:
            self._kept[key] = played(family, situation, self.seeds, makes)
        return self._kept[key]


def policy_rows(seeds: Sequence[int], families: Sequence[str], ours: Makes = Policy) -> Iterator[Row]:
    """Measure the goals of the policy, each family by itself and their mean."""
    trial = Trial(seeds, families, ours)
    yield from _kept_rows(trial, "kept skills/h, may leave", LEAVE_AND_ACT, 1.4)
    yield from _kept_rows(trial, "the same, lowest quarter", LEAVE_AND_ACT, 1.3, lowest_quarter)
    yield from _kept_rows(trial, "kept skills/h, never leave", STAY_AND_ACT, 1.0)
    yield from _kept_rows(trial, "the same, alarms not acted on", STAY_ALONE, 1.0)
    yield from _kept_rows(trial, "kept skills/h, may leave, alarms not acted on", LEAVE_ALONE, 1.3)
    for words, situation in (("may leave", LEAVE_AND_ACT), ("never leave", STAY_AND_ACT)):
        yield from _right_rows(trial, f"right four weeks later, {words}", situation)


def lowest_quarter(outcomes: Outcomes) -> Outcomes:
    """Return the quarter that kept least, with this policy."""
    return sorted(outcomes, key=lambda outcome: outcome.kept)[: max(1, len(outcomes) // 4)]


def all_of(outcomes: Outcomes) -> Outcomes:
    """Return them all."""
    return outcomes


def kept_an_hour(outcomes: Outcomes) -> float:
    """Return the skills learnt and still held four weeks later, per timetabled hour."""
    return mean(outcome.kept for outcome in outcomes) / HOURS


def _kept_rows(
    trial: Trial, what: str, situation: Situation, goal: float, whom: Callable[[Outcomes], Outcomes] = all_of
) -> Iterator[Row]:
    ratios = []
    for family in trial.families:
        by_policy = {name: whom(outcomes) for name, outcomes in trial.of(family, situation).items()}
        best = max(M_OF_N, key=lambda name: kept_an_hour(by_policy[name]))
        ours, theirs = kept_an_hour(by_policy[OURS]), kept_an_hour(by_policy[best])
        ratios.append(ours / theirs if theirs else float("inf"))
        error = standard_error([outcome.kept / HOURS for outcome in by_policy[OURS]])
        figures = (f"{ours:.2f} ± {error:.2f}", f"{best}: {theirs:.2f}{_others(by_policy)}")
        yield Row(f"{what} ({family})", *figures, ratios[-1], f"≥ {goal:g} ×", ratios[-1] >= goal)
    yield Row(f"{what} (mean)", "", "", mean(ratios), f"≥ {goal:g} ×", mean(ratios) >= goal)


def _others(by_policy: Played) -> str:
    others = [f"{name} {kept_an_hour(by_policy[name]):.2f}" for name in RIVALS if name not in M_OF_N]
    return f" ({', '.join(others)})"


def _right_rows(trial: Trial, what: str, situation: Situation, goal: float = 0.05) -> Iterator[Row]:
    gains = []
    for family in trial.families:
        rights = {name: share_right(o) for name, o in trial.of(family, situation).items()}
        best = max(M_OF_N, key=rights.__getitem__)
        gains.append(rights[OURS] - rights[best])
        figures = (f"{rights[OURS]:.3f}", f"{best}: {rights[best]:.3f}")
        yield Row(f"{what} ({family})", *figures, None, f"≥ best + {goal:g}", gains[-1] >= goal)
    yield Row(f"{what} (mean)", f"{mean(gains):+.3f}", "", None, f"≥ + {goal:g}", mean(gains) >= goal)


def share_right(outcomes: Outcomes) -> float:
    """Return the share of right answers in the test over all skills, 0 to 1."""
    return mean(outcome.share_right for outcome in outcomes)


def standard_error(figures: Sequence[float]) -> float:
    """Return the standard error of their mean."""
    return stdev(figures) / len(figures) ** 0.5 if len(figures) > 1 else 0.0
