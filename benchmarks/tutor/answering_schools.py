"""Answers of schools that do not exist, from a truth that is known: what a calibration must find again.

The learners are none of the tutor's: a skill is understood or not, all of a sudden, sooner with the skill
before it, and each exercise has its own difficulty.
"""

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import exp

from exchange.answer_rows import AnswerFile, AnswerRow, Heading
from exchange.exercises import Band, Exercise, Skill, Wrong

UNDERSTOOD, NOT_UNDERSTOOD = 2.0, -2.0  # logits
SUDDENLY, ALL_BUT_NEVER = 0.25, 0.02  # chance an answer to understand, with and without the skill before
SKILLS_A_YEAR = 9
SAY = {"fr": "Presque."}


@dataclass(frozen=True)
class Truth:
    """What holds in these schools."""

    skills: tuple[Skill, ...]  # each after the one before it
    difficulties: dict[str, float]  # item → logits
    flipped: Collection[str] = ()  # items whose key is wrong
    broken: Collection[str] = ()  # skills for which the one before makes no difference
    dead: Collection[str] = ()  # misconceptions that nobody has


def truth_of(skills: int, seed: int = 1, **also: Collection[str]) -> Truth:
    """Return a truth of so many skills, with two exercises of two bands each."""
    dice = random.Random(seed)
    names = [f"region/maths/skill-{number}" for number in range(skills)]
    made = tuple(_skill(name, names[number - 1 : number]) for number, name in enumerate(names))
    items = (f"{name}#{own}#{band}" for name in names for own in ("pick", "write") for band in (0, 1))
    return Truth(made, {item: dice.gauss(int(item[-1]) - 0.5, 1.0) for item in items}, **also)


def files_of(truth: Truth, schools: int, learners: int, answers: int, seed: int = 1) -> list[AnswerFile]:
    """Return a file of each school, with so many learners a school and answers a learner."""
    dice = random.Random(seed)
    return [
        AnswerFile(
            Heading(f"box-{school}", f"school-{school}", "sn", 1),
            tuple(row for number in range(learners) for row in _learner(truth, f"{number}", answers, dice)),
        )
        for school in range(schools)
    ]


def _skill(name: str, before: list[str]) -> Skill:
    bands = (Band("easy"), Band("hard"))
    wrong = tuple(Wrong(f"{number}", SAY, f"slip-{number}") for number in range(3))
    exercises = (
        Exercise("pick", "choice", SAY, bands, right="9", wrong=wrong),
        Exercise("write", "number", SAY, bands, right="9", wrong=wrong),
    )
    return Skill(name, {"fr": name}, "maths", 1, exercises, hard=tuple(before))


def _learner(truth: Truth, name: str, answers: int, dice: random.Random) -> Iterator[AnswerRow]:
    """Yield the answers of one learner, who goes on to the next skill after some of them, ready or not.

    Of many skills each learner begins somewhere, and understands what stands before.
    """
    able = dice.gauss(0, 1)
    place = dice.randrange(max(1, len(truth.skills) - SKILLS_A_YEAR))
    understood = {skill.id for skill in truth.skills[:place]}
    left = dice.randint(6, 20)
    for number in range(answers):
        if not left:
            place, left = place + 1, dice.randint(6, 20)
        skill = truth.skills[place % len(truth.skills)]
        left -= 1
        yield _answer(truth, skill, able, understood, f"{name}/{number // 20}", dice)


def _answer(
    truth: Truth, skill: Skill, able: float, understood: set[str], who: str, dice: random.Random
) -> AnswerRow:
    exercise, band = dice.choice(("pick", "write")), dice.randint(0, 1)
    item = f"{skill.id}#{exercise}#{band}"
    logit = able + (UNDERSTOOD if skill.id in understood else NOT_UNDERSTOOD) - truth.difficulties[item]
    guess = 0.25 if exercise == "pick" else 0.0
    right = dice.random() < guess + (1 - guess) / (1 + exp(-logit))
    can_come = skill.id in truth.broken or all(before in understood for before in skill.hard)
    if dice.random() < (SUDDENLY if can_come else ALL_BUT_NEVER):
        understood.add(skill.id)
    if item in truth.flipped:
        right = not right
    name, day = who.split("/")
    slips = [slip for slip in ("slip-0", "slip-1", "slip-2") if slip not in truth.dead]
    return AnswerRow(
        name,
        skill.id,
        exercise,
        band,
        int(day),
        right,
        took=dice.randint(5, 40),
        misconception="" if right else dice.choice(slips),
        policy="2026.1",
    )
