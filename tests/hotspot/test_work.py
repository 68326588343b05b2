"""What is given to do: its order, for whom it is, who has finished it; the groups by need."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_edition import ADD, COUNT, MARKET, NUMBERS, SOUNDS, WORDS
from tutored import answers, queries_counted

from hotspot.content import catalogue
from hotspot.school import classes, progress
from hotspot.school.adult_tables import Assignment, AssignmentOpened, GroupMember, LearnerGroup
from hotspot.school.opening import close_school, open_school
from hotspot.school.progress import mark_done
from hotspot.school.tables import database
from hotspot.school.work import assigning, groups, last_days, standing
from hotspot.school.work.assigning import NobodyThere, TooMuch, Whom
from hotspot.school.work.contents import What, content_of
from hotspot.school.work.groups import Change, NewGroup

THINGS = [
    What("parcours", "sn/maths-1"),
    What("parcours", "sn/french-1"),
    What("module", NUMBERS),
    What("module", MARKET),
    What("module", WORDS),
    What("skill", COUNT),
    What("skill", ADD),
    What("skill", SOUNDS),
]
NUMBERS_MODULE, MARKET_MODULE, COUNTING = (
    What("module", NUMBERS),
    What("module", MARKET),
    What("skill", COUNT),
)
EVERYBODY, LEARNT = Whom(), "++++++"
ONE_MOVE = st.tuples(st.sampled_from(["give", "up", "down", "take", "dissolve"]), st.integers(0, 9))


@pytest.fixture
def ci(box):
    return classes.class_named("CI")


def give(school_class, what, whom=EVERYBODY, day=None):
    return assigning.assign(school_class, what, whom, day, "Mme Seyni").row


def order(school_class):
    return [row.content for row in assigning.assigned_to(school_class)]


def group(school_class, *learners, skill=COUNT):
    return groups.make(school_class, [NewGroup("Les mangues", skill, tuple(one.id for one in learners))])[0]


def only(school_class):
    (work,) = standing.work_of(school_class)
    return work


def states(work):
    return {one.learner.first_name: one.state for one in work.standings}


# --- Order ---------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(ONE_MOVE, max_size=10))
def test_places_are_1_to_n_whatever_is_given_moved_and_taken_away(ci, awa, moves):
    with database.atomic() as transaction:
        mangoes = group(ci, awa)
        for what in THINGS[:3]:
            give(ci, what)
        for kind, number in moves:
            rows = assigning.assigned_to(ci)
            row = rows[number % len(rows)] if rows else None
            if kind == "give":
                whom = (Whom(), Whom(learner_id=awa.id), Whom(group_id=mangoes))[number % 3]
                if whom.group_id is None or LearnerGroup.select().exists():
                    give(ci, THINGS[number % len(THINGS)], whom)
            elif kind == "dissolve":
                groups.dissolve(ci, mangoes)
            elif row is not None and kind == "take":
                assert assigning.take_away(ci, row.id)
            elif row is not None:
                assigning.move(ci, row.id, row.position, -1 if kind == "up" else 1)

            assert [row.position for row in assigning.assigned_to(ci)] == list(
                range(1, 1 + Assignment.select().count())
            )
        transaction.rollback()


def test_two_teachers_who_give_at_once_lose_nothing(ci, box):
    def gives(what):
        open_school(box.settings)
        catalogue.open_catalogue(box.settings)
        try:
            for learner in classes.learners_of(ci):
                give(ci, what, Whom(learner_id=learner.id))
        finally:
            close_school()
            catalogue.close_catalogue()

    with ThreadPoolExecutor(2) as teachers:
        list(teachers.map(gives, [NUMBERS_MODULE, MARKET_MODULE]))

    assert [row.position for row in assigning.assigned_to(ci)] == [1, 2, 3, 4, 5, 6]


def test_what_is_given_last_is_last_until_it_is_moved(ci):
    give(ci, NUMBERS_MODULE)
    last = give(ci, MARKET_MODULE)

    assert order(ci) == [NUMBERS, MARKET]
    assert assigning.move(ci, last.id, seen_at=2, by=-1)
    assert order(ci) == [MARKET, NUMBERS]


def test_a_second_tap_and_a_colleague_who_was_first_move_nothing(ci):
    give(ci, NUMBERS_MODULE)
    give(ci, MARKET_MODULE)
    last = give(ci, COUNTING)
    assert assigning.move(ci, last.id, seen_at=3, by=-1)

    assert not assigning.move(ci, last.id, seen_at=3, by=-1)
    assert not assigning.move(ci, last.id, seen_at=2, by=-2)

    assert order(ci) == [NUMBERS, COUNT, MARKET]


def test_given_again_it_stays_where_it_is_with_its_new_day(ci):
    give(ci, NUMBERS_MODULE)
    give(ci, MARKET_MODULE)

    again = assigning.assign(ci, NUMBERS_MODULE, Whom(), date(2026, 12, 4), "M. Diouf")
    assigning.assign(ci, NUMBERS_MODULE, Whom(), None, "M. Diouf")

    assert not again.is_new
    assert [(row.content, row.due_on) for row in assigning.assigned_to(ci)] == [
        (NUMBERS, "2026-12-04"),
        (MARKET, None),
    ]


def test_the_work_of_another_class_is_not_touched(ci, box):
    cp = classes.class_named("CP")
    row = give(cp, NUMBERS_MODULE)

    assert not assigning.take_away(ci, row.id)
    assert not assigning.move(ci, row.id, 1, 1)
    with pytest.raises(NobodyThere):
        give(ci, NUMBERS_MODULE, Whom(learner_id=box.learner("Fatou").id))


def test_a_list_that_is_full_says_so(ci, monkeypatch):
    monkeypatch.setattr(assigning, "AT_MOST", 1)
    give(ci, NUMBERS_MODULE)

    with pytest.raises(TooMuch):
        give(ci, MARKET_MODULE)


# --- Who has finished -------------------------------------------------------------------------------


def test_who_has_done_every_grain_of_a_module_has_finished_it(ci, awa, moussa):
    row = give(ci, NUMBERS_MODULE)
    for grain in content_of(NUMBERS_MODULE).grains:
        mark_done(awa, grain)
    mark_done(moussa, f"{NUMBERS}/count")
    assigning.mark_opened(row.id, moussa)
    assigning.mark_opened(row.id, moussa)

    work = only(ci)

    assert states(work) == {"Awa": "finished", "Élimane": "waiting", "Moussa": "opened"}
    assert (work.how_many("finished"), work.how_many("finished", "opened")) == (1, 2)
    (moussas,) = [one for one in work.standings if one.learner == moussa]
    assert (moussas.done, moussas.total, moussas.next_grain) == (1, 3, f"{NUMBERS}/all-types")
    assert AssignmentOpened.select().count() == 1


def test_a_parcours_that_passes_two_modules_is_finished_after_both(box):
    cp, fatou = classes.class_named("CP"), box.learner("Fatou")
    give(cp, What("parcours", "sn/maths-2"))
    for grain in content_of(NUMBERS_MODULE).grains:
        mark_done(fatou, grain)
    assert states(only(cp)) == {"Fatou": "waiting"}

    for grain in content_of(MARKET_MODULE).grains:
        mark_done(fatou, grain)

    assert states(only(cp)) == {"Fatou": "finished"}


def test_a_skill_is_finished_when_the_tutor_holds_it_for_learnt(ci, awa, moussa):
    give(ci, COUNTING)
    answers(awa, COUNT, LEARNT)
    answers(moussa, COUNT, "--------")

    found = {one.learner.first_name: (one.state, one.skill_state) for one in only(ci).standings}

    assert found["Awa"][0] == "finished"
    assert found["Moussa"] == ("waiting", "stuck")


def test_a_new_edition_without_it_shows_no_pupil_anything(ci, awa, box):
    give(ci, MARKET_MODULE)
    give(ci, What("module", "region/maths/gone"))

    gone = standing.work_of(ci)[1]

    assert (gone.content, gone.how_many("finished")) == (None, 0)
    assert [one.content.what for one in standing.to_do(awa, set())] == [MARKET_MODULE]


def test_a_pupil_is_shown_three_at_most_in_order_and_nothing_finished(ci, awa):
    for what in THINGS[:2] + THINGS[4:]:
        give(ci, what)
    mangoes = group(ci, awa)
    give(ci, NUMBERS_MODULE, Whom(group_id=mangoes))
    row = assigning.assigned_to(ci)[-1]
    for place in range(row.position, 1, -1):
        assigning.move(ci, row.id, place, -1)

    shown = [one.content.what for one in standing.to_do(awa, {f"{WORDS}/write"})]

    assert shown == [NUMBERS_MODULE, What("parcours", "sn/maths-1"), COUNTING]
    answers(awa, COUNT, LEARNT)
    assert What("skill", ADD) in [one.content.what for one in standing.to_do(awa, {f"{WORDS}/write"})]


def test_what_is_for_others_is_not_shown(ci, awa, moussa):
    give(ci, NUMBERS_MODULE, Whom(learner_id=moussa.id))
    give(ci, MARKET_MODULE, Whom(group_id=group(ci, moussa)))
    give(classes.class_named("CP"), COUNTING)

    assert standing.to_do(awa, set()) == []
    assert len(standing.to_do(moussa, set())) == 2


def test_much_work_asks_no_more_than_little(ci, awa, moussa):
    give(ci, COUNTING)
    give(ci, NUMBERS_MODULE, Whom(group_id=group(ci, awa)))
    answers(awa, COUNT, LEARNT)
    standing.work_of(ci)  # so that the catalogue is read
    with queries_counted() as few:
        standing.work_of(ci)
    with database.atomic():
        classes.add_learners([classes.Newcomer("CI", f"Élève {turn}") for turn in range(20)], "fr")
        for what in THINGS:
            row = give(ci, what)
            give(ci, what, Whom(group_id=group(ci, moussa)))
            for learner in classes.learners_of(ci):
                assigning.mark_opened(row.id, learner)
                mark_done(learner, f"{NUMBERS}/count")

    with queries_counted() as many:
        standing.work_of(ci)

    assert len(many) == len(few) <= 7, many


# --- Groups --------------------------------------------------------------------------------------


def test_a_learner_who_has_left_the_class_drops_out_of_her_group(ci, awa, moussa):
    give(ci, NUMBERS_MODULE, Whom(group_id=group(ci, awa, moussa)))
    awa.school_class, awa.number = classes.class_named("CP"), 9
    awa.save()

    assert states(only(ci)) == {"Moussa": "waiting"}
    assert standing.to_do(awa, set()) == []


def test_a_dissolved_group_takes_its_work_along_and_leaves_no_gap(ci, awa):
    mangoes = group(ci, awa)
    give(ci, NUMBERS_MODULE, Whom(group_id=mangoes))
    give(ci, MARKET_MODULE)

    assert groups.dissolve(ci, mangoes)
    assert not groups.dissolve(ci, mangoes)

    assert [(row.content, row.position) for row in assigning.assigned_to(ci)] == [(MARKET, 1)]
    assert GroupMember.select().count() == 0


def test_groups_are_taken_over_in_the_place_of_those_that_were_seen(ci, awa, moussa):
    old = group(ci, awa)
    words = group(ci, awa, skill=SOUNDS)
    new = [NewGroup("Les soleils", ADD, (awa.id, moussa.id))]

    assert groups.take_over(ci, "maths", new, [old])
    assert not groups.take_over(ci, "maths", [NewGroup("Trop tard", ADD, ())], [old])

    found = {one.name: [learner.first_name for learner in one.learners] for one in groups.groups_of(ci)}
    assert found == {"Les mangues": ["Awa"], "Les soleils": ["Awa", "Moussa"]}
    assert words in {one.id for one in groups.groups_of(ci)}


def test_two_teachers_who_change_groups_at_once_lose_nothing(ci, awa, moussa):
    first, second = group(ci, awa, moussa), group(ci)
    among = [first, second]
    stays = Change(first, first)

    groups.put(ci, {awa.id: Change(first, second), moussa.id: stays}, among)
    groups.put(ci, {awa.id: stays, moussa.id: Change(first, None)}, among)

    found = {one.id: [learner.first_name for learner in one.learners] for one in groups.groups_of(ci)}
    assert found == {first: [], second: ["Awa"]}


def test_a_group_that_a_colleague_has_dissolved_takes_nobody_in(ci, awa):
    first, second = group(ci, awa), group(ci)
    groups.dissolve(ci, second)

    lost = groups.put(ci, {awa.id: Change(first, second)}, [first])

    assert lost == [awa.id]
    assert [learner.first_name for learner in groups.groups_of(ci)[0].learners] == ["Awa"]


def test_who_is_of_another_class_comes_into_no_group(ci, box):
    fatou = box.learner("Fatou")

    mangoes = group(ci, fatou)
    groups.put(ci, {fatou.id: Change(None, mangoes)}, [mangoes])

    assert GroupMember.select().count() == 0


# --- Days ----------------------------------------------------------------------------------------


def test_the_days_offered_are_days_of_school(box):
    friday = date(2026, 11, 27)

    assert last_days.school_days_after(friday, 2) == [date(2026, 11, 30), date(2026, 12, 1)]
    assert not last_days.is_school_day(date(2026, 11, 28))


def test_a_home_reads_what_is_finished_from_what_it_has_read(ci, awa):
    give(ci, NUMBERS_MODULE)
    standing.to_do(awa, set())

    with queries_counted() as asked:
        standing.to_do(awa, progress.all_done(awa))

    assert len(asked) == 2, asked
