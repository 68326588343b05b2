"""What there is to learn: sixty skills in five strands over five years, on hard prerequisites, with items."""

from dataclasses import dataclass
from random import Random

STRANDS, STEPS, YEARS = 5, 12, 5
LEARNERS_A_CLASS = 30
ITEMS = (6, 9)  # a skill has at least and at most so many
SPREAD = 0.8  # standard deviation of difficulty within a skill, logits
AUTHORS_ERROR = 0.3  # of the author's estimate of it, logits
CHOICES = (0.5, 1 / 3, 0.25)  # chance by guessing where one taps an answer
SHARE_OF_CHOICES = 0.4  # of the skills; the rest are written
WRITTEN = 0.02


@dataclass(frozen=True)
class Curriculum:
    """`given` is what a policy may know (`pre`, `items`, `guess`); the rest is hidden from it."""

    given: dict[str, dict]
    difficulty: dict[str, float]  # item → its true logits
    year: dict[str, float]  # skill → years of schooling before it is taught, 0 to 5
    after: dict[str, tuple[str, ...]]  # skill → its prerequisites


def curriculum(school_class: int) -> Curriculum:
    """Return what this class learns; each class has another graph."""
    dice = Random(f"curriculum {school_class}")
    names = {(strand, step): f"s{strand}-{step:02}" for step in range(STEPS) for strand in range(STRANDS)}
    pre = {name: _prerequisites(names, *place, dice) for place, name in names.items()}
    true: dict[str, float] = {}
    items = {name: _items(name, dice, true) for name in names.values()}
    guess = {
        name: dice.choice(CHOICES) if dice.random() < SHARE_OF_CHOICES else WRITTEN for name in names.values()
    }
    years = {name: YEARS * step / STEPS for (_, step), name in names.items()}
    return Curriculum({"pre": pre, "items": items, "guess": guess}, true, years, pre)


def _prerequisites(names: dict, strand: int, step: int, dice: Random) -> tuple[str, ...]:
    """The step before in the strand (or the one before that), at times a step of another strand."""
    if step == 0:
        return ()
    before = {names[strand, max(0, step - (2 if dice.random() < 0.25 else 1))]}  # noqa: PLR2004
    if dice.random() < 0.35:  # noqa: PLR2004
        before.add(names[dice.randrange(STRANDS), step - 1])
    return tuple(sorted(before))


def _items(skill: str, dice: Random, true: dict[str, float]) -> list[tuple[str, float]]:
    """The items with the difficulty that their author thinks they have."""
    items = []
    for number in range(dice.randint(*ITEMS)):
        item = f"{skill}#{number}"
        true[item] = dice.gauss(0, SPREAD)
        items.append((item, round(true[item] + dice.gauss(0, AUTHORS_ERROR), 2)))
    return sorted(items, key=lambda named: named[1])
