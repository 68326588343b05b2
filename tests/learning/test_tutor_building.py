"""A written skill becomes a node: its items from easy to hard, and what guessing gives."""

import pytest

from exchange.exercises import Band, Exercise, Gap, Option, Pair, Skill, Wrong
from learning.tutor.building import graph_of, guess_of

SAY = {"fr": "Oui."}
THREE = (Band("a"), Band("b"), Band("c"))


def exercise(kind, **more):
    return Exercise("e", kind, SAY, THREE, **more)


@pytest.mark.parametrize(
    ("one", "guess"),
    [
        (exercise("choice", wrong=(Wrong("1", SAY, "x"), Wrong("2", SAY, "y"))), 1 / 3),
        (exercise("choices", options=(Option("1", "true"), Option("2", "false"))), 1 / 4),
        (exercise("order", items=("1", "2", "3")), 1 / 6),
        (exercise("match", pairs=(Pair("1", "2"), Pair("3", "4"))), 1 / 2),
        (exercise("gaps", gaps=(Gap("1", ("1", "2")), Gap("2", ("1", "2", "3")))), 1 / 6),
        (exercise("gaps", gaps=(Gap("1"), Gap("2"))), 0.02),
        (exercise("number"), 0.02),
        (exercise("text"), 0.02),
    ],
)
def test_the_guess_follows_from_the_cards(one, guess):
    assert guess_of(one) == pytest.approx(guess)


def test_items_go_from_easy_to_hard_and_skills_keep_their_order():
    first = Skill("a/b/c", SAY, "maths", 2, (exercise("number"),), hard=("a/b/d",), retention="fact")
    second = Skill("a/b/a", SAY, "maths", 1, (exercise("number"),))

    graph = graph_of([first, second])

    assert list(graph) == ["a/b/c", "a/b/a"]
    node = graph["a/b/c"]
    assert [item.name for item in node.items] == ["a/b/c#e#0", "a/b/c#e#1", "a/b/c#e#2"]
    assert [item.difficulty for item in node.items] == [-0.7, 0.0, 0.7]
    assert (node.hard, node.year, node.retention) == (("a/b/d",), 2, "fact")
