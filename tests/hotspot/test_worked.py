"""Who has worked today and this week: found by halves, as if every answer had been looked at."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_edition import COUNT
from tutored import TODAY, answers

from hotspot.school.reading.worked import WEEK_DAYS, worked
from hotspot.school.tables import Attempt, database

days_back = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3), st.booleans()), max_size=25)


def of(learner, today=TODAY):
    return worked([learner.id], {learner.id: None}, today)[learner.id]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days_back)
def test_the_answers_of_the_week_are_all_found_whatever_lies_before(awa, given):
    with database.atomic() as undone:
        for back, lost, counts in sorted(given, key=lambda one: -one[0]):
            answers(awa, COUNT, "+", day=TODAY - back, counts=counts)
            leave_out(lost)

        found = of(awa)
        undone.rollback()

    week = [(back, counts) for back, _lost, counts in given if back < WEEK_DAYS]
    assert found.today == sum(back == 0 for back, _counts in week)
    assert found.tapped == sum(not counts for _back, counts in week)
    assert found.last_day == (TODAY - min(back for back, _counts in week) if week else -1)


def leave_out(numbers):
    """Let so many running numbers pass unused, as after a learner was erased."""
    if numbers:
        database.execute_sql("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'attempt'", (numbers,))


def test_answers_from_before_there_was_a_tutor_lie_before_the_week(awa):
    answers(awa, COUNT, "++")
    database.execute_sql("DROP TRIGGER attempt_never_changes")
    Attempt.update(second=None).execute()
    answers(awa, COUNT, "+")

    assert of(awa).today == 1


def test_a_second_try_is_no_second_question(awa):
    answers(awa, COUNT, "-")
    row = Attempt.get()
    Attempt.create(**{**row.__data__, "running_number": None, "try_number": 2})

    assert of(awa).today == 1


def test_nobody_has_worked_where_nobody_has_answered(awa):
    assert (of(awa).last_day, of(awa).today, of(awa).tapped, of(awa).told) == (-1, 0, 0, ())
