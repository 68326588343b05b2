"""Groups by need: who works on the same skill this week. Four groups at most a subject."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GROUPS_AT_MOST = 4  # that one teacher can go round


@dataclass(frozen=True)
class Need:
    """A few learners, by their numbers, and the skill to work on with them."""

    skill: str
    learners: tuple[int, ...]


def groups_by_need(needs: Mapping[int, str], order: Sequence[str]) -> list[Need]:
    """Return the learners in groups, in the `order` of teaching; `needs` is each one's first need.

    Needs that are near in the order are put together until few enough are left. A group works on what most of
    it needs, on the earlier of two.
    """
    rank = {skill: place for place, skill in enumerate(order)}
    alike: dict[str, list[int]] = {}
    for learner, skill in needs.items():
        alike.setdefault(skill, []).append(learner)
    groups = [alike[skill] for skill in sorted(alike, key=rank.__getitem__)]
    while len(groups) > GROUPS_AT_MOST:
        _put_nearest_together(groups, needs, rank)
    return [Need(_common_need(group, needs, rank), tuple(group)) for group in groups]


def _put_nearest_together(groups: list[list[int]], needs: Mapping[int, str], rank: Mapping[str, int]) -> None:
    """Join the two neighbours that are nearest, small ones first."""
    places = [rank[_common_need(group, needs, rank)] for group in groups]
    cost = [
        (places[turn + 1] - places[turn]) * min(len(groups[turn]), len(groups[turn + 1]))
        for turn in range(len(groups) - 1)
    ]
    turn = cost.index(min(cost))
    groups[turn : turn + 2] = [groups[turn] + groups[turn + 1]]


def _common_need(group: list[int], needs: Mapping[int, str], rank: Mapping[str, int]) -> str:
    counted = Counter(needs[learner] for learner in group)
    return min(counted, key=lambda skill: (-counted[skill], rank[skill]))
