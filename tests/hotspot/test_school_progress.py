"""What a learner has done, and where to go on."""

from contextlib import contextmanager

import pytest
from answering import right_answer, wrong_answer
from small_edition import ADD, MARKET, NUMBERS, WORDS

from hotspot.content import catalogue
from hotspot.content.tables import database as catalogue_database
from hotspot.school import attempts, progress, tutor_days
from hotspot.school.next_step import to_continue
from hotspot.school.tables import database

ADDING = f"{NUMBERS}/adding"


@contextmanager
def queries_counted(at_most):
    """Refuse a block that asks the databases more often."""
    asked = []
    for one in (database, catalogue_database):
        one.connection().set_trace_callback(asked.append)
    yield
    for one in (database, catalogue_database):
        one.connection().set_trace_callback(None)
    assert len(asked) <= at_most, "\n".join(asked)


def do_set(learner, grain, answer=right_answer):
    attempts.begin(learner, grain, "fr")
    while asked := attempts.ask(learner, grain, "fr"):
        attempts.answer(asked, answer(asked.question), asked.next_try)


def test_a_new_learner_begins_with_the_first_grain_of_the_year(awa, box):
    step = to_continue(awa, 1)

    assert (step.grain.id, step.module.id, step.begun) == (f"{NUMBERS}/count", NUMBERS, False)
    assert to_continue(box.learner("Fatou"), 2).grain.id == f"{NUMBERS}/count"


def test_one_goes_on_with_the_next_grain_of_the_module(awa):
    progress.mark_done(awa, f"{NUMBERS}/count")

    step = to_continue(awa, 1)

    assert (step.grain.id, step.begun) == (f"{NUMBERS}/all-types", True)


def test_an_open_question_is_gone_on_with_first(awa):
    progress.mark_done(awa, f"{NUMBERS}/count")
    attempts.begin(awa, f"{WORDS}/write", "fr")

    assert to_continue(awa, 1).grain.id == f"{WORDS}/write"


def test_after_the_module_comes_the_next_of_its_parcours(awa):
    for grain in ("count", "all-types", "adding"):
        progress.mark_done(awa, f"{NUMBERS}/{grain}")

    assert to_continue(awa, 1).grain.id == f"{MARKET}/video"


def test_when_all_is_done_there_is_no_next_step(awa):
    for module in catalogue.all_parcours():
        for one in catalogue.parcours(module.id).modules:
            for grain in catalogue.module(one.id).grains:
                progress.mark_done(awa, grain.id)

    assert to_continue(awa, 1) is None


def test_a_year_without_a_parcours_has_no_next_step(awa):
    assert to_continue(awa, 13) is None


def test_a_module_is_a_path(awa):
    progress.mark_done(awa, f"{NUMBERS}/count")

    steps = progress.module_steps(awa, catalogue.module(NUMBERS))

    assert [step.state for step in steps] == ["done", "here", "open"]
    assert [step.state for step in progress.module_steps(None, catalogue.module(NUMBERS))] == [
        "here",
        "open",
        "open",
    ]


def test_a_parcours_tells_how_far_one_is(awa):
    for grain in ("count", "all-types", "adding"):
        progress.mark_done(awa, f"{NUMBERS}/{grain}")

    far = progress.parcours_progress(progress.all_done(awa), ["sn/maths-1", "sn/maths-2"])

    assert (far["sn/maths-1"].done, far["sn/maths-1"].total) == (3, 3)
    assert (far["sn/maths-2"].done, far["sn/maths-2"].total) == (3, 8)
    assert progress.modules_done(awa, [NUMBERS, MARKET]) == {NUMBERS}


def test_what_was_done_lately_comes_newest_first(awa):
    progress.mark_done(awa, f"{NUMBERS}/count")
    progress.mark_done(awa, f"{MARKET}/video")
    progress.mark_done(awa, f"{NUMBERS}/count")
    progress.mark_done(awa, "gone/with/an-edition")

    assert [one.grain.id for one in progress.done_lately(awa)] == [f"{NUMBERS}/count", f"{MARKET}/video"]


def test_a_skill_is_known_once_the_tutor_takes_it_for_learnt(awa, monkeypatch):
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)  # else it was tapped, not read
    assert progress.known(awa) == []

    do_set(awa, ADDING)

    assert [skill.id for skill in progress.known(awa)] == [ADD]


def test_a_skill_that_is_missed_is_not_known(awa, monkeypatch):
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)
    do_set(awa, ADDING, wrong_answer)

    assert progress.known(awa) == []


def test_a_learner_does_not_see_what_another_has_done(awa, moussa):
    do_set(awa, ADDING)

    assert progress.done_lately(moussa) == []
    assert not progress.done(moussa, ADDING)


def test_progress_stays_with_a_new_edition(awa, box):
    do_set(awa, ADDING)
    box.ministry.retitled("2026.2", "Compter")
    box.install()
    box.reopened()

    assert progress.done(awa, ADDING)
    assert [one.grain.id for one in progress.done_lately(awa)] == [ADDING]


@pytest.mark.parametrize("sets", [0, 3])
def test_a_home_page_asks_few_questions_however_much_was_done(awa, sets):
    for _ in range(sets):
        do_set(awa, ADDING)

    progress.known(awa)  # the graph of the edition is read once in the life of the program
    with queries_counted(at_most=15):
        to_continue(awa, 1)
        progress.parcours_progress(progress.all_done(awa), [card.id for card in catalogue.parcours_of(1)])
        progress.done_lately(awa)
        progress.known(awa)
