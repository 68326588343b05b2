"""A teacher moves, joins and erases learners; the head ends a class and a year; all without script."""

import pytest
from adults import card_code, signed_in
from phone import Phone
from small_edition import COUNT
from tutored import answers

from hotspot.school import classes, erased
from hotspot.school.life import guesses, moving
from hotspot.school.tables import Learner, Question, SchoolClass


@pytest.fixture
def teacher(phone):
    """The phone of Mme Seyni, whose class is CI."""
    return signed_in(phone, "teacher", of=["CI"])


@pytest.fixture
def head(phone):
    """The phone of M. Diouf."""
    return signed_in(phone, "head")


def page_of(learner, rest=""):
    return f"/enseignant/eleves/{learner.id}{rest}"


def fresh(learner):
    return Learner.get_by_id(learner.id)


def names():
    return [one.name for one in classes.classes()]


def test_a_learner_goes_to_another_class_and_new_pictures_are_told(head, box, awa):
    Learner.update(pictures=awa.pictures).where(Learner.first_name == "Fatou").execute()

    page = head.get(page_of(awa, "/deplacer"))
    page = head.send(page.form("/deplacer"), **{"class": classes.class_named("CP").id})

    assert page.path == page_of(awa)
    assert "Awa est maintenant dans la classe CP" in page.said()
    assert "voici les nouvelles" in page.said()
    assert (fresh(awa).number, fresh(awa).school_class.name) == (2, "CP")
    assert fresh(awa).pictures != awa.pictures


def test_free_pictures_stay_and_who_gives_a_learner_away_lands_on_the_class(teacher, awa):
    page = teacher.get(page_of(awa, "/deplacer"))
    page = teacher.send(page.form("/deplacer"), **{"class": classes.class_named("CP").id})

    assert page.path == f"/enseignant/classes/{awa.school_class_id}"
    assert "Ses images restent les mêmes" in page.said()
    assert fresh(awa).pictures == awa.pictures
    assert teacher.get(page_of(awa)).status == 403


@pytest.mark.parametrize("typed", ["", "9999", "x", "1"])
def test_a_class_that_is_none_is_asked_again(teacher, awa, typed):
    page = teacher.get(page_of(awa, "/deplacer"))
    page = teacher.send(page.form("/deplacer"), **{"class": typed})

    assert "Choisissez une" in page.said()
    assert fresh(awa).school_class_id == awa.school_class_id


def test_who_has_left_is_on_no_wall_and_the_phone_is_nobodys(app, phone, awa):
    pupil = Phone(app)
    pupil.sign_in(awa)
    assert pupil.get("/eleve/accueil").path == "/eleve/accueil"
    teacher = signed_in(phone, "teacher", of=["CI"])

    page = teacher.get(page_of(awa, "/partir"))
    page = teacher.send(page.form("/partir"))

    assert "n’est plus sur le mur" in page.said()
    assert pupil.get("/eleve/accueil").path != "/eleve/accueil"
    assert "Awa" not in pupil.get(f"/eleve/classe/{awa.school_class_id}").said()
    assert pupil.get(f"/eleve/{awa.id}/code").status == 404
    assert "Awa" in teacher.get(f"/enseignant/classes/{awa.school_class_id}/partis").said()


def test_who_comes_back_has_the_same_pictures(teacher, awa):
    moving.leave(awa)

    page = teacher.get(page_of(awa, "/partir"))
    page = teacher.send(page.form("/revenir"))

    assert "Bon retour" in page.said()
    assert (fresh(awa).left_at, fresh(awa).pictures) == (None, awa.pictures)


def test_who_guesses_is_told_and_other_pictures_end_it(app, teacher, awa):
    for _ in range(guesses.WORTH_TELLING):
        guesses.note_missed(awa.id)
    (one,) = guesses.guessed(awa.school_class)
    assert (one.learner.first_name, one.times) == ("Awa", guesses.WORTH_TELLING)

    page = teacher.get(one.address)
    page = teacher.send(page.form("/images"))

    assert "trois nouvelles images" in page.said()
    assert fresh(awa).pictures != awa.pictures
    assert guesses.guessed(awa.school_class) == []


def test_wrong_pictures_are_counted_where_they_are_touched(phone, awa):
    page = phone.get(f"/eleve/{awa.id}/code")
    wrong = [name for name in ("sun", "drum", "hen", "star") if name not in awa.pictures][:1] * 3
    for name in wrong:
        page = phone.send(page.form("/code"), picture=name)

    assert guesses.CodeMissed.get().times == 1


def test_two_lines_of_one_child_are_shown_then_joined_with_a_code_of_the_card(head, box, awa, moussa):
    answers(awa, COUNT, "+-")
    answers(moussa, COUNT, "+")
    page = head.get(page_of(awa, "/reunir?nom=mou"))
    assert page_of(awa, f"/reunir?avec={moussa.id}") in page.links()

    page = head.get(page_of(awa, f"/reunir?avec={moussa.id}"))
    assert "avec 3 réponses" in page.said()
    form = page.form("/reunir")
    page = head.send(form, card_code="0000 0000")
    assert page.form("/reunir").fields["avec"] == [str(moussa.id)]
    assert Learner.get_or_none(Learner.id == moussa.id)
    page = head.send(page.form("/reunir"), card_code=card_code(box))

    assert "C’est un seul élève maintenant" in page.said()
    assert {row.learner_id for row in Question.select()} == {awa.id}
    assert Learner.get_or_none(Learner.id == moussa.id) is None


def test_a_teacher_joins_no_child_of_another_class(teacher, box, awa):
    fatou = box.learner("Fatou")

    assert page_of(awa, f"/reunir?avec={fatou.id}") not in teacher.get(page_of(awa, "/reunir?nom=f")).links()
    assert teacher.get(page_of(awa, f"/reunir?avec={fatou.id}")).status == 403
    assert teacher.get(page_of(fatou, "/reunir")).status == 403


def test_a_learner_is_erased_with_a_code_of_the_card_alone(teacher, box, awa):
    answers(awa, COUNT, "+-")
    page = teacher.get(page_of(awa, "/supprimer"))
    assert "ses réponses (2)" in page.said()

    page = teacher.send(page.form("/supprimer"), card_code="")
    assert Learner.get_or_none(Learner.id == awa.id)
    page = teacher.send(page.form("/supprimer"), card_code=card_code(box))

    assert page.path == f"/enseignant/classes/{awa.school_class_id}"
    assert "effacé pour toujours" in page.said()
    assert Learner.get_or_none(Learner.id == awa.id) is None
    assert teacher.get(page_of(awa)).status == 404
    assert b"Awa" not in box.settings.school_file.read_bytes()
    assert erased.erase_again(box.settings) == 0


@pytest.mark.parametrize(("language", "said"), [("fr", "fille"), ("ar", 'dir="rtl"'), ("en", "girl")])
def test_a_family_gets_all_of_its_child_in_its_language(teacher, awa, language, said):
    answers(awa, COUNT, "+-")
    Learner.update(sex="girl").where(Learner.id == awa.id).execute()
    page = teacher.get(page_of(awa, "/donnees"))
    assert set(page.forms[-1].choices["langue"]) == {"fr", "ar", "en"}

    file = teacher.client.get(page_of(awa, f"/donnees/fichier?langue={language}"))

    assert file.headers["Content-Disposition"] == f'attachment; filename="eleve-{awa.id}.html"'
    assert f'lang="{language}"' in file.text
    assert said in file.text
    assert file.text.count("<tr>") > 12
    assert "Awa" in file.text
    assert "<script" not in file.text


def test_a_class_is_put_away_and_opened_again(head, app, awa):
    ci = awa.school_class_id
    page = head.get(f"/enseignant/classes/{ci}/archiver")
    page = head.send(page.form("/archiver"))

    away = SchoolClass.get_by_id(ci)
    assert away.name.startswith("CI, 20")
    assert names() == ["CP"]
    assert Phone(app).get(f"/eleve/classe/{ci}").path == "/eleve/"
    assert away.name in head.get("/enseignant/ecole/classes-rangees").said()

    page = head.send(page.form("/reprendre"), name="CP")
    assert "Une autre classe a ce nom" in page.said()
    head.send(page.form("/reprendre"), name="CI B")
    assert names() == ["CI B", "CP"]


def year_form(head):
    return head.get("/enseignant/ecole/nouvelle-annee").form("/nouvelle-annee")


def test_a_new_year_moves_every_class_up_at_once_and_once(head, awa):
    ce1 = classes.add_class("CE1", 3).id  # the last year of primary school in this country
    form = year_form(head)
    ci, cp = (classes.class_named(name).id for name in ("CI", "CP"))
    assert (form.fields[f"how-{ci}"], form.fields[f"name-{ci}"]) == (["up"], ["CP"])
    assert (form.fields[f"how-{cp}"], form.fields[f"how-{ce1}"]) == (["up"], ["away"])

    page = head.send(form, ended="2026-2027")

    assert "La nouvelle année a commencé" in page.said()
    assert [(one.id, one.name, one.year) for one in classes.classes()] == [(ci, "CP", 2), (cp, "CE1", 3)]
    assert SchoolClass.get_by_id(ce1).name == "CE1, 2026-2027"
    page = head.send(form, ended="2027-2028")  # the form of before, once more
    assert "Une classe a changé entre-temps" in page.said()
    page = head.send(year_form(head), ended="2026-2027")
    assert "est déjà finie ici" in page.said()
    assert names() == ["CP", "CE1"]


def test_a_new_year_can_be_undone_the_same_day(head, awa):
    head.send(year_form(head), ended="2026-2027")

    page = head.send(head.get("/enseignant/ecole/nouvelle-annee").form("/defaire"))

    assert "chaque classe est comme avant" in page.said()
    assert [(one.name, one.year) for one in classes.classes()] == [("CI", 1), ("CP", 2)]


def test_a_new_year_with_a_name_twice_changes_nothing_and_comes_back_filled(head, awa):
    form = year_form(head)
    ci, cp = (classes.class_named(name).id for name in ("CI", "CP"))

    page = head.send(form, **{f"how-{cp}": "stay", f"name-{ci}": "CP", f"name-{cp}": "CP"})

    assert "celui d’une autre classe" in page.said()
    assert page.form("/nouvelle-annee").fields[f"how-{cp}"] == ["stay"]
    assert names() == ["CI", "CP"]


@pytest.mark.parametrize("path", ["/enseignant/ecole/nouvelle-annee", "/enseignant/ecole/classes-rangees"])
def test_only_the_head_ends_a_year(teacher, path):
    assert teacher.get(path).status == 403
