"""What the boxes sent, put together by school; some schools are kept aside to judge by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from exchange.answer_rows import AnswerFile, AnswerRow
from exchange.errors import NeedsAPerson
from learning.tutor.answers import DAY_SECONDS, Answer
from runtime.terminal import said

ONE_SCHOOL_IN = 5  # is kept aside

Rows = list[AnswerRow]  # of one learner, in order


class TooFewSchools(NeedsAPerson):
    """With one school alone, nobody knows whether the parameters serve another."""


@dataclass(frozen=True)
class Pool:
    """All learners by school. `boxes` are those whose file was read."""

    schools: dict[str, list[Rows]]
    boxes: int

    def split(self) -> tuple[list[Rows], list[Rows]]:
        """Return the learners to fit on and those of whole schools kept aside.

        A school kept aside is so each time, whoever joins, so that nothing was ever fitted on it. Only where
        none would be, among few, one is taken.

        Raises:
            TooFewSchools: there is one school only.
        """
        if len(self.schools) <= 1:
            raise TooFewSchools(
                said(
                    "Ces réponses viennent d'une seule école. Il en faut deux : une pour apprendre, "
                    "une autre pour vérifier.",
                    "These answers come from one school. It takes two: one to learn from, one to check with.",
                )
            )
        by_chance = sorted(self.schools, key=_chance)
        aside = [school for school in by_chance[1:] if _chance(school)[-1] % ONE_SCHOOL_IN == 0]
        aside = aside or by_chance[:1]
        others = [school for school in by_chance if school not in aside]
        return self._learners(others), self._learners(aside)

    def learners(self) -> list[Rows]:
        """Return the rows of each learner."""
        return self._learners(self.schools)

    def _learners(self, schools: Iterable[str]) -> list[Rows]:
        return [rows for school in schools for rows in self.schools[school]]


def pool_of(files: Iterable[AnswerFile]) -> Pool:
    """Return the answers of all boxes. Of a box that sent several files the longest has all of the others."""
    longest: dict[str, AnswerFile] = {}
    for file in files:
        known = longest.get(file.heading.box)
        if known is None or len(file.rows) > len(known.rows):
            longest[file.heading.box] = file
    schools: dict[str, list[Rows]] = defaultdict(list)
    for _box, file in sorted(longest.items()):
        by_learner: dict[str, Rows] = defaultdict(list)
        for row in file.rows:
            by_learner[row.learner].append(row)
        schools[file.heading.school] += by_learner.values()
    return Pool(dict(schools), len(longest))


def _chance(school: str) -> bytes:
    """Return what stands for chance: the same for a school, on any machine."""
    return sha256(school.encode()).digest()


def answers_of(rows: Sequence[AnswerRow]) -> list[Answer]:
    """Return the answers of one learner as the tutor takes them.

    A row has a day and no hour: within a day answers follow each other at once.
    """
    answers: list[Answer] = []
    day = spent = 0
    for row in rows:
        spent = (spent if row.day == day else 0) + (row.took or 0)
        day = row.day
        second = day * DAY_SECONDS + min(spent, DAY_SECONDS - 1)
        answers.append(Answer((row.skill,), row.item, row.right, second, row.example_first, row.purpose))
    return answers
