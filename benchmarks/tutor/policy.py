"""The product's own choice behind the interface of the benchmark: no logic of its own."""

from random import Random
from typing import Any

from learning.tutor import parameters, step, stuck
from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.choosing import Asked, Choice, Sitting, choose
from learning.tutor.graph import Item, Node
from learning.tutor.policy import POLICY
from learning.tutor.review import Calendar
from learning.tutor.state import new_learner

World = dict[str, Any]  # pre: skill → skills before it; items: skill → (item, logits)s; guess: skill → chance


class Policy:
    """One learner of a simulated world, taught by the product."""

    def __init__(self, world: World, seed: int) -> None:
        graph, self.items = _graph_of(world)
        self.tutor = step.Tutor(
            graph, parameters.for_graph(parameters.UNCALIBRATED, graph), POLICY, Calendar()
        )
        self.dice = Random(seed).random
        self.learner = new_learner()
        self.sitting = Sitting()
        self.choice: Choice | None = None

    @property
    def alarms(self) -> list[Any]:
        return [self.items[one.skill][0] for one in stuck.stuck_skills(self.tutor, self.learner)]

    def session(self, now_days: float) -> None:
        self.sitting = Sitting(began=_second(now_days))

    def next(self, now_days: float) -> tuple[Any, tuple[Any, float], bool]:
        choice = choose(self.tutor, self.learner, self.sitting, _second(now_days), self.dice)
        if choice is None:
            raise LookupError("the world has no item")
        self.choice = choice
        skill, items = self.items[choice.skill]
        return skill, items[choice.item], choice.example_first

    def tell(self, skill: Any, item: Any, right: bool, seconds: float, now_days: float) -> None:
        choice = self.choice
        if choice is None:
            raise LookupError("nothing was asked")
        answer = Answer(
            (choice.skill,), choice.item, bool(right), _second(now_days), choice.example_first, choice.purpose
        )
        step.take(self.tutor, self.learner, answer)
        asked = Asked(choice.skill, choice.item, choice.purpose, bool(right))
        self.sitting = Sitting((*self.sitting.asked, asked), self.sitting.began)


def _second(now_days: float) -> int:
    return int(now_days * DAY_SECONDS)


def _graph_of(world: World) -> tuple[dict[str, Node], dict[str, tuple[Any, dict[str, Any]]]]:
    """Return the graph in an order of teaching, and the world's own names of its skills and items."""
    graph: dict[str, Node] = {}
    names: dict[str, tuple[Any, dict[str, Any]]] = {}
    for skill in world["items"]:
        own = {f"{skill}#{place}#0": item for place, item in enumerate(world["items"][skill])}
        guess = world["guess"].get(skill, 0.0)
        items = sorted(
            (Item(name, item[1], guess) for name, item in own.items()), key=lambda one: one.difficulty
        )
        hard = tuple(str(one) for one in world["pre"].get(skill, ()))
        graph[str(skill)] = Node(str(skill), tuple(items), hard)
        names[str(skill)] = (skill, own)
    return graph, names
