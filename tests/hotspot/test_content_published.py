"""What the ministry really publishes can be installed, and learned from beginning to end."""

from pathlib import Path

import pytest
from answering import right_answer
from signing import TODAY, keys, root_of

from hotspot.content import catalogue, installer, lists
from hotspot.school import attempts, classes, demonstration, progress
from hotspot.school.next_step import to_continue
from ministry.publish.edition import draft_of

CATALOGUE = Path(__file__).parents[2] / "catalogue"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The real catalogue, published for Tunisia."""
    draft = draft_of(["tn"], CATALOGUE)
    assert draft.problems.told("fr") == []
    repo = tmp_path_factory.mktemp("published")
    draft.publish(repo, keys(), TODAY)
    return repo


@pytest.fixture
def tunisia(empty_box, published):
    """A demonstration school in Tunisia, with the real edition."""
    installer.install(published, empty_box.settings, root=root_of(published))
    empty_box.reopened()
    demonstration.prepare(empty_box.settings)
    return empty_box


def test_a_child_learns_all_that_is_published(tunisia):
    learner = classes.learners_of(classes.classes()[0])[0]
    pages = [lists.grains_matching(kind="exercises", page=number) for number in range(1, 9)]
    sets = dict.fromkeys(card.id for page in pages for card in page.rows)
    verdicts = []

    for grain in sets:
        asked = attempts.begin(learner, grain, "ar")
        while asked:
            verdicts.append(attempts.answer(asked, right_answer(asked.question), asked.next_try).verdict)
            asked = attempts.ask(learner, grain, "ar")

    assert set(verdicts) == {"right"}
    assert len(progress.done_lately(learner, at_most=500)) == len(sets)


def test_a_tunisian_school_speaks_arabic_first(tunisia):
    first = classes.classes()[0]
    learner = classes.learners_of(first)[0]
    step = to_continue(learner, first.year)

    assert learner.language == "ar"
    assert first.name == "الأولى ابتدائي"
    assert step.module.subject == "maths"
    assert all("ar" in card.title for card in catalogue.all_parcours())
