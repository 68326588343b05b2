"""Who moves finds a place of her own; who leaves keeps hers."""

import pytest

from hotspot.school import classes
from hotspot.school.adult_tables import Assignment, GroupMember, LearnerGroup
from hotspot.school.classes import FullClass, Newcomer
from hotspot.school.life import ending, moving, years
from hotspot.school.life.moving import NoSuchPlace
from hotspot.school.signing_in import Refused, SignedIn, try_pictures
from hotspot.school.tables import Learner
from runtime.clock import now


def test_the_pictures_of_one_who_left_are_not_given_to_one_who_comes(box, awa):
    fatou = box.learner("Fatou")
    Learner.update(pictures=awa.pictures).where(Learner.id == fatou.id).execute()
    moving.leave(fatou)

    moved = moving.move(awa, fatou.school_class)
    back = moving.come_back(box.learner("Fatou"))

    assert back is None
    assert (moved.number, moved.pictures == awa.pictures) == (2, False)
    assert len(classes.learners_of(fatou.school_class)) == 2


def test_who_has_left_does_not_come_in(awa):
    assert isinstance(try_pictures(awa, awa.pictures.split(), "10.0.0.7"), SignedIn)

    moving.leave(awa)
    left = Learner.get_by_id(awa.id)

    assert isinstance(try_pictures(left, awa.pictures.split(), "10.0.0.7"), Refused)


def test_who_moves_leaves_the_groups_and_the_work_of_the_old_class(box, awa):
    own = awa.school_class
    group = LearnerGroup.create(school_class=own, name="A", skill="", made_at=now())
    GroupMember.create(learner_group=group, learner=awa)
    given = {
        "kind": "skill",
        "content": "x",
        "school_class": own,
        "position": 1,
        "given_by": "",
        "given_at": now(),
    }
    Assignment.create(learner=awa, **given)
    Assignment.create(learner=None, **given)

    moving.move(awa, classes.class_named("CP"))

    assert GroupMember.select().count() == 0
    assert [row.learner_id for row in Assignment.select()] == [None]


def test_nobody_moves_into_a_class_that_is_put_away_or_full(box, awa):
    cp = classes.class_named("CP")
    classes.add_learners([Newcomer("CP", f"E{number}") for number in range(199)], "fr")
    with pytest.raises(FullClass):
        moving.move(awa, cp)
    away = ending.put_away(cp, "2026-2027")
    with pytest.raises(NoSuchPlace):
        moving.move(awa, away)

    assert Learner.get_by_id(awa.id).school_class_id == awa.school_class_id


def test_names_of_classes_move_up_and_names_of_their_own_stay(box):
    ci = classes.class_named("CI")
    named = {"CI": "CP", "CI B": "CP B", "CIM": "CIM", "Les lions": "Les lions"}
    for name, later in named.items():
        ci.name = name
        assert years.name_above(ci) == later


def test_two_classes_of_one_name_are_put_away_under_two(box):
    first = ending.put_away(classes.class_named("CI"), "2026-2027")
    second = ending.put_away(classes.add_class("CI", 1), "2026-2027")

    assert (first.name, second.name) == ("CI, 2026-2027", "CI, 2026-2027 (2)")
    assert ending.name_before(second) == "CI"


def test_a_new_class_with_an_old_name_ends_the_undoing(box):
    years.begin(years.proposed(), "2026-2027", years.mark())
    begun = years.last_begun()
    assert years.can_undo(begun)

    classes.add_class("CI", 1)

    with pytest.raises(years.TooLate):
        years.undo(begun)
    assert [one.name for one in classes.classes()] == ["CI", "CP", "CE1"]


def test_after_a_day_nothing_is_undone(box, monkeypatch):
    years.begin(years.proposed(), "2026-2027", years.mark())
    begun = years.last_begun()

    monkeypatch.setattr(years, "ago", lambda _by: now())

    assert not years.can_undo(begun)
