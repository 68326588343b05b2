"""Groups by need: proposed by the box, taken over, changed by hand, given work, kept or dissolved."""

from datetime import timedelta

import pytest
from adults import signed_in
from small_edition import ADD, COUNT, NUMBERS
from tutored import answers

from hotspot.school import classes, tutor_days
from hotspot.school.adult_tables import Assignment
from hotspot.school.tables import Learner
from hotspot.school.work import groups
from hotspot.school.work.groups import NewGroup
from runtime import kernel


@pytest.fixture
def ci(box):
    return classes.class_named("CI")


@pytest.fixture
def desk(phone, ci):
    """The phone of a teacher of CI."""
    return signed_in(phone, "teacher", of=("CI",))


@pytest.fixture
def answered(awa, moussa):
    """Awa has learnt to count, Moussa has not."""
    today = tutor_days.today()
    answers(awa, COUNT, "++++++", day=today)
    answers(moussa, COUNT, "-", day=today)


def here(school_class):
    return f"/enseignant/classes/{school_class.id}/groupes"


def make(school_class, *learners, skill=COUNT, name="Les mangues"):
    return groups.make(school_class, [NewGroup(name, skill, tuple(one.id for one in learners))])[0]


def members(school_class):
    return {
        one.name: [learner.first_name for learner in one.learners] for one in groups.groups_of(school_class)
    }


def test_a_class_that_has_not_worked_has_nothing_proposed(desk, ci):
    page = desk.get(here(ci))

    assert page.said("h1") == "CI\u00a0: pas encore de groupes"
    assert f"{here(ci)}/changer" in page.links()


def test_what_is_proposed_is_taken_over_and_named(desk, ci, answered):
    page = desk.get(here(ci))
    form = page.form("/prendre")
    assert (form.fields["skill-1"], form.fields["skill-2"]) == ([COUNT], [ADD])

    page = desk.send(form, **{"name-1": "Les mangues"})

    assert "Les groupes sont faits." in page.said()
    assert members(ci) == {"Les mangues": ["Moussa"], "Groupe 2": ["Awa"]}
    assert "La boîte propose" not in page.said()
    assert "Les groupes ont changé entre-temps" in desk.send(form).said()
    assert len(members(ci)) == 2


def test_new_groups_take_the_place_of_the_old_ones_when_asked(desk, ci, awa, answered):
    make(ci, awa)

    page = desk.get(here(ci))
    assert "d’autres groupes" in page.said()
    desk.send(page.form("/prendre"))

    assert members(ci) == {"Groupe 1": ["Moussa"], "Groupe 2": ["Awa"]}


def test_a_learner_is_put_elsewhere_by_hand_and_a_group_renamed(desk, ci, awa, moussa):
    first, second = make(ci, awa, moussa), make(ci, name="Les soleils")
    page = desk.get(f"{here(ci)}/changer?matiere=maths")
    form = page.form("/changer")
    assert form.fields[f"groupe-{awa.id}"] == [str(first)]

    page = desk.send(form, **{f"groupe-{awa.id}": str(second), f"name-{first}": "Les drapeaux"})

    assert "C’est changé." in page.said()
    assert members(ci) == {"Les drapeaux": ["Moussa"], "Les soleils": ["Awa"]}


def test_a_new_group_is_made_by_hand(desk, ci, awa, box):
    form = desk.get(f"{here(ci)}/changer?matiere=maths").form("/changer")

    desk.send(form, **{f"groupe-{awa.id}": "nouveau", "name-new": "Les étoiles", "skill": ADD})
    form = desk.get(f"{here(ci)}/changer").form("/changer")
    desk.send(form, **{f"groupe-{awa.id}": "nouveau"})

    assert members(ci) == {"Les étoiles": ["Awa"], "Groupe 2": ["Awa"]}
    assert "Ajouter jusqu’à 10" in desk.get(here(ci)).said()
    assert "Autres groupes" in desk.get(here(ci)).said()


def test_what_two_teachers_change_on_two_forms_is_all_kept(desk, ci, awa, moussa):
    first, second = make(ci, awa, moussa), make(ci, name="Les soleils")
    mine = desk.get(f"{here(ci)}/changer?matiere=maths").form("/changer")
    hers = desk.get(f"{here(ci)}/changer?matiere=maths").form("/changer")

    desk.send(mine, **{f"groupe-{awa.id}": str(second)})
    desk.send(hers, **{f"groupe-{moussa.id}": "0"})

    assert members(ci) == {"Les mangues": [], "Les soleils": ["Awa"]}
    assert first


def test_a_group_dissolved_meanwhile_is_said_by_name(desk, ci, awa):
    make(ci)
    second = make(ci, name="Les soleils")
    form = desk.get(f"{here(ci)}/changer?matiere=maths").form("/changer")
    groups.dissolve(ci, second)

    page = desk.send(form, **{f"groupe-{awa.id}": str(second)})

    assert "Choisissez de nouveau pour\u00a0: Awa" in page.said()


def test_a_group_is_given_work_and_dissolved_with_it(desk, ci, awa):
    mangoes = make(ci, awa)
    page = desk.get(f"/enseignant/classes/{ci.id}/travail/donner?quoi=module:{NUMBERS}&pour=groupe-{mangoes}")
    page = desk.send(page.form("/donner"))
    assert "Les mangues" in page.said()

    question = desk.get(f"{here(ci)}/{mangoes}/dissoudre")
    assert "Son travail sera retiré." in question.said()
    page = desk.send(question.form("/dissoudre"))

    assert "est dissous" in page.said()
    assert not Assignment.select().exists()
    assert "déjà dissous" in desk.send(question.form("/dissoudre")).said()


def test_after_a_week_one_is_asked_to_keep_a_group_or_to_dissolve_it(desk, ci, awa, monkeypatch):
    make(ci, awa)
    assert "plus d’une semaine" not in desk.get(here(ci)).said()
    later = kernel.running() + timedelta(days=8)
    monkeypatch.setattr(kernel, "running", lambda: later)

    assert "plus d’une semaine" in signed_in(desk, "teacher", of=("CI",)).get(here(ci)).said()


def test_numbers_that_are_none_do_no_harm(desk, ci, box):
    fatou = Learner.get(Learner.first_name == "Fatou")
    make(ci)
    form = desk.get(f"{here(ci)}/changer?matiere=maths").form("/changer")

    page = desk.send(form, avant=f"x:1,{fatou.id}:0,9{'9' * 40}:1", **{f"groupe-{fatou.id}": "nouveau"})

    assert page.status == 200
    assert all(not own for own in members(ci).values())
