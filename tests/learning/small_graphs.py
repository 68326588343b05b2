"""Learners of a small graph of skills, taught as on a box but without one."""

from dataclasses import replace

from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.choosing import Asked, Sitting, choose
from learning.tutor.graph import Item, Node
from learning.tutor.parameters import UNCALIBRATED, for_graph
from learning.tutor.policy import POLICY
from learning.tutor.review import Calendar
from learning.tutor.state import new_learner
from learning.tutor.step import Tutor, take

DAY_ONE = 20_000


def node(skill, *hard, items=4, guess=0.02, soft=(), year=1):
    own = tuple(Item(f"{skill}#{number}#0", number - items / 2, guess) for number in range(items))
    return Node(skill, own, hard, soft, year)


def graph_of(*nodes):
    return {one.skill: one for one in nodes}


def tutor_of(graph, **numbers):
    return Tutor(graph, for_graph(UNCALIBRATED, graph), replace(POLICY, **numbers), Calendar())


def chain(count, **made):
    """Each skill on the one before, twelve a year."""
    names = [f"k{number:02}" for number in range(count)]
    before = [(), *((name,) for name in names)]
    return graph_of(
        *(
            node(name, *hard, year=1 + number // 12, **made)
            for number, (name, hard) in enumerate(zip(names, before, strict=False))
        )
    )


class Pupil:
    """A learner with the tutor: asks, answers, sits down again."""

    def __init__(self, tutor, dice=lambda: 0.99):
        self.tutor, self.dice = tutor, dice
        self.state, self.day, self.asked, self.scope = new_learner(), DAY_ONE, (), ()
        self.answers, self.choices = [], []

    @property
    def second(self):
        return self.day * DAY_SECONDS + 36_000 + 30 * len(self.asked)

    def is_asked(self):
        sitting = Sitting(self.asked, self.day * DAY_SECONDS, self.scope)
        return choose(self.tutor, self.state, sitting, self.second, self.dice)

    def answers_next(self, right, *, counts=True):
        choice = self.is_asked()
        self.choices.append(choice)
        self.gives(choice.skill, right, choice.item, choice.purpose, choice.example_first, counts=counts)
        self.asked = (*self.asked, Asked(choice.skill, choice.item, choice.purpose, right))
        return choice

    def gives(self, skill, right, item=None, purpose="practice", example_first=False, counts=True):
        item = (
            item or self.tutor.graph[skill].items[len(self.answers) % len(self.tutor.graph[skill].items)].name
        )
        answer = Answer((skill,), item, right, self.second, example_first, purpose, counts)
        self.answers.append(answer)
        take(self.tutor, self.state, answer)

    def sits_down_again(self, days=1):
        self.day, self.asked = self.day + days, ()

    def practice(self, skill):
        return self.state.skills[skill].practice

    def mastery(self, skill):
        return self.practice(skill).mastery if skill in self.state.skills else ""
