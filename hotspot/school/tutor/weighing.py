"""Are the parameters that an edition offers better than those in use? The box's own last answers say so.

Fitted on other schools, they may be wrong for this one: then it keeps what it has.
"""

import logging
from dataclasses import dataclass
from itertools import islice

from hotspot.content import catalogue, parameters
from hotspot.school.tables import database
from hotspot.school.tutor import tutoring
from learning.tutor.answers import Answer
from learning.tutor.judging import Foretold, Judgement, foretold, judgement_on
from learning.tutor.moving import moved
from learning.tutor.parameters import Parameters, for_graph

LAST_ANSWERS = 500
FEWEST_ANSWERS = 100  # fewer say nothing of the ECE: what the ministry has found out counts

# learner → how many of the last first tries are theirs
LAST_LEARNERS = """
    SELECT learner_id, COUNT(*) FROM (
        SELECT learner_id FROM attempt JOIN question ON question_id = question.id
        WHERE try_number = 1 AND counts ORDER BY running_number DESC LIMIT ?)
    GROUP BY learner_id
"""

log = logging.getLogger(__name__)

Histories = list[tuple[list[Answer], int]]  # all answers of a learner, and how many of the last are looked at


@dataclass(frozen=True)
class Weighed:
    """What was found, and what the box does."""

    taken: bool
    used: Judgement
    offered: Judgement


def weigh() -> Weighed | None:
    """Take the parameters that the edition offers, or refuse them; None where there is nothing to weigh.

    What is decided lasts until other ones are offered. Parameters that are no longer offered are let go.

    Raises:
        NoEdition: the box has no content.
        OSError: the card is full, or can only be read.
    """
    name, noted = catalogue.parameters_sha256(), parameters.noted()
    if name == noted.used or (name and name == noted.refused):
        return None
    histories = _last_histories() if name else []
    if sum(count for _answers, count in histories) < FEWEST_ANSWERS:
        parameters.note(used=name)
        return None
    used, offered = (_judged(histories, one) for one in (parameters.parameters(), parameters.offered()))
    weighed = Weighed(not offered.is_worse_than(used), used, offered)
    if weighed.taken:
        parameters.note(used=name)
    else:
        parameters.note(used=noted.used, refused=name)
        log.warning("The offered parameters of the tutor are worse here: %s, in use %s", offered, used)
    return weighed


def _last_histories() -> Histories:
    rows = database.execute_sql(LAST_LEARNERS, (LAST_ANSWERS,))  # type: ignore[no-untyped-call]
    heirs = tutoring.here().moved
    return [(list(moved(tutoring.answers_of(learner), heirs)), count) for learner, count in rows.fetchall()]


def _judged(histories: Histories, which: Parameters) -> Judgement:
    own = for_graph(which, tutoring.here().tutor.graph)
    pairs: list[Foretold] = []
    for answers, count in histories:
        counted = [answer for answer in answers if answer.counts]
        pairs += islice(foretold(own, counted), max(0, len(counted) - count), None)
    return judgement_on(pairs)
