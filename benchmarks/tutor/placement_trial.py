"""The placement on simulated learners: how near it comes, how short it is, how soon a wrong one is undone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

from benchmarks.table import Row
from benchmarks.tutor.policy import Policy
from benchmarks.tutor.worlds.curriculum import STEPS, STRANDS, YEARS
from benchmarks.tutor.worlds.term import HELD, MORNING, SITTING_DAYS, Learner
from learning.tutor import placement, step
from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.choosing import Asked

CLASS_YEAR = 3  # of schooling; the classes of the worlds are in it
WHISPERED_YEARS = 2  # by so much a wrong placement is too high, or too low
ITEMS = (8, 12)
WITHIN_YEARS = 1
Answers = Callable[[str, str], bool]  # skill, item → whether the answer is right


@dataclass(frozen=True)
class Found:
    """One placement."""

    years: float  # of the curriculum that it takes for held
    items: int


class Placing(Policy):
    """The tutor with the years of the skills, and what it has practised in the present sitting."""

    def __init__(self, learner: Learner, seed: int):
        super().__init__(learner.plan.given, seed)
        self.years = learner.plan.year
        graph = {s: replace(node, year=1 + int(self.years[s])) for s, node in self.tutor.graph.items()}
        self.tutor = replace(self.tutor, graph=graph)
        self.practised: list[float] = []  # years of the skills

    def place(self, answers: Answers) -> Found:
        """Ask until a level is found."""
        asked: list[Asked] = []
        while not isinstance(
            choice := placement.next_step(self.tutor, CLASS_YEAR, asked, self.dice), placement.Placed
        ):
            skill, items = self.items[choice.skill]
            right = answers(skill, items[choice.item][0])
            asked.append(Asked(choice.skill, choice.item, "placement", right))
            second = int(MORNING * DAY_SECONDS) + 30 * len(asked)
            answer = Answer((choice.skill,), choice.item, right, second, purpose="placement")
            step.take(self.tutor, self.learner, answer)
        return Found(years_of(len(choice.held)), len(asked))

    def session(self, now_days: float) -> None:
        super().session(now_days)
        self.practised = []

    def tell(self, skill: str, item: str, right: bool, seconds: float, now_days: float) -> None:
        if self.choice and self.choice.purpose == "practice":
            self.practised.append(self.years[skill])
        super().tell(skill, item, right, seconds, now_days)


def placement_rows(seeds: Sequence[int], families: Sequence[str]) -> Iterator[Row]:
    """Measure the goals of the placement, in each family."""
    for family in families:
        learners = [Learner(family, seed, "stays") for seed in seeds]
        found = [Placing(one, seed).place(_own(one)) for one, seed in zip(learners, seeds, strict=True)]
        levels = [held_years(Learner(family, seed, "stays"), MORNING) for seed in seeds]
        near = [abs(one.years - level) <= WITHIN_YEARS for one, level in zip(found, levels, strict=True)]
        yield _share(f"placement within a year ({family})", mean(near), 0.85)
        yield _length(family, [one.items for one in found])
        for words, years in (("too high", WHISPERED_YEARS), ("too low", -WHISPERED_YEARS)):
            undone = [_is_undone(family, seed, years) for seed in seeds]
            yield _share(
                f"placed two years {words}, undone after two sittings ({family})", mean(undone), 0.85
            )


def _length(family: str, items: Sequence[int]) -> Row:
    figures = (f"{min(items)} to {max(items)}, {mean(items):.1f}", "")
    met = ITEMS[0] <= min(items) and max(items) <= ITEMS[1]
    return Row(f"items of a placement ({family})", *figures, None, f"{ITEMS[0]} to {ITEMS[1]}", met)


def _share(what: str, share: float, goal: float) -> Row:
    return Row(what, f"{share:.0%}", "", None, f"≥ {goal:.0%}", share >= goal)


def _own(learner: Learner) -> Answers:
    """Answers as the learner gives them; a placement teaches."""
    return lambda skill, item: learner.answer(skill, item, False, MORNING, 0)[0]


def _is_undone(family: str, seed: int, years: float) -> bool:
    """Whether, placed by another level's answers, the third sitting practises at the learner's own."""
    learner = Learner(family, seed, "stays")
    level = held_years(learner, MORNING)
    policy = Placing(learner, seed)
    policy.place(lambda skill, _item: learner.plan.year[skill] < level + years)
    for day in SITTING_DAYS[1:4]:
        level = held_years(learner, day + MORNING)
        learner.sit(policy, day)
    return abs(median(policy.practised or [level]) - level) <= WITHIN_YEARS


def held_years(learner: Learner, now: float) -> float:
    """Return how many years' worth of skills the learner truly holds: holes count, whatever the class."""
    return years_of(sum(chance >= HELD for chance in learner.holds(now).values()))


def years_of(skills: int) -> float:
    """Return how many years of schooling so many skills are worth."""
    return YEARS * skills / (STRANDS * STEPS)
