"""The one thing that the home page offers first: where a learner goes on."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.documents import Grain, Module
from hotspot.content import catalogue, lists
from hotspot.school.asked import verdicts_of
from hotspot.school.progress import all_done, newest_done
from hotspot.school.states import state_after
from hotspot.school.tables import Learner, Question
from runtime.database import prepared

IN_A_SITTING = ""  # the grain of a question that the tutor has asked
_newest_question = prepared(
    Question.select()
    .where(Question.learner == 0, Question.grain != IN_A_SITTING)
    .order_by(Question.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class NextStep:
    """The grain to open next; `begun` is false for who has not done anything yet."""

    grain: Grain
    module: Module
    begun: bool


def to_continue(learner: Learner, year: int | None) -> NextStep | None:
    """Return the grain that follows what was done last: in its module, its parcours, the year's parcours.

    None when all of these are done, or the edition has nothing for the year.
    """
    last, is_open = _last_grain(learner)
    grain = last if is_open else _following(learner, last, year)
    return _step(grain, begun=bool(last))


def _last_grain(learner: Learner) -> tuple[str, bool]:
    """Return the grain that was worked on last ("" for none), and whether a question of it is open."""
    asked = next(iter(_newest_question(learner.id, IN_A_SITTING, 1)), None)
    done = next(iter(newest_done(learner.id, 1)), None)
    if asked and (not done or asked.asked_at >= done.done_at):
        return asked.grain, state_after(verdicts_of([asked])[asked.id]) == "open"
    return (done.grain, False) if done else ("", False)


def _following(learner: Learner, last: str, year: int | None) -> str:
    """Return the first grain that is not done, looking from the module of the last one onwards."""
    finished = all_done(learner)
    for module in _modules_ahead(last, year):
        for grain in lists.grains_of(module):
            if grain not in finished:
                return grain
    return ""


def _modules_ahead(last: str, year: int | None) -> Iterator[str]:
    """Yield the module of the last grain, those after it on its parcours, then all of the year."""
    found = catalogue.grain(last)
    through = [card.id for card in catalogue.parcours_through(found[1].id)] if found else []
    of_year = [card.id for card in catalogue.all_parcours() if card.year == year]
    by_parcours = lists.modules_by_parcours([*through, *of_year])
    for parcours in through:
        own = by_parcours[parcours]
        yield from own[own.index(found[1].id) :] if found else ()
    for parcours in of_year:
        yield from by_parcours[parcours]


def _step(grain_id: str, *, begun: bool) -> NextStep | None:
    found = catalogue.grain(grain_id)
    return NextStep(*found, begun) if found else None
