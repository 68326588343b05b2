"""The pages of a learner and of a skill as a teacher reads them, and the tables to take away."""

import io

import pytest
from adults import signed_in
from openpyxl import load_workbook
from small_edition import ADD, COUNT
from tutored import answers, queries_counted

from hotspot.school import classes, tutor_days

STUCK = "--------"
FIRST_FORMS = ("=1+1", "+33", "@cmd")


@pytest.fixture
def today(box):
    return tutor_days.today()


@pytest.fixture
def teacher(phone):
    return signed_in(phone, "teacher", of=("CI",))


@pytest.fixture
def learners_page(teacher, awa):
    return lambda: teacher.get(f"/enseignant/eleves/{awa.id}")


@pytest.fixture
def skills_page(teacher):
    ci = classes.class_named("CI")
    return lambda skill=COUNT: teacher.get(f"/enseignant/classes/{ci.id}/savoirs/{skill}")


def test_a_parent_is_told_where_help_is_needed_and_what_to_do(learners_page, awa, today):
    answers(awa, COUNT, STUCK, day=today)

    page = learners_page()

    assert "Où il faut de l’aide Compter jusqu’à 10 Compte un de trop, 8 fois." in page.said()
    assert page.said().count("7 au lieu de") == 3
    assert "Prends dix cailloux." in page.said()


def test_a_parent_is_told_what_was_learnt_and_how_much_was_done(learners_page, awa, today):
    answers(awa, COUNT, "++++++", day=today - 1)
    answers(awa, ADD, "+-", day=today)
    answers(awa, ADD, "++", day=today, counts=False)  # too fast to read

    page = learners_page()

    assert "10 questions faites ces sept jours, dont 7 justes du premier coup." in page.said()
    assert "Appris ces quatre semaines Compter jusqu’à 10 hier" in page.said()
    assert "Maths, CI\u00a0: 1 acquis sur 2 savoirs" in page.said()
    (bars,) = page.all("svg", role="img")
    assert bars["aria-label"] == "Questions faites par jour. hier : 6, aujourd’hui : 4"


def test_the_reasons_of_the_tutor_are_said_to_the_teacher(learners_page, awa, today):
    answers(awa, ADD, "-", day=today, reason="new:" + ADD)
    answers(awa, ADD, "-", day=today, reason="easier:one-too-many")

    said = learners_page().said()

    assert "Nouveau\u00a0: les savoirs qu’il faut d’abord sont réussis." in said
    assert "Plus facile\u00a0: l’élève a hésité. (compte un de trop)" in said


def test_the_teachers_word_comes_back_to_the_learners_page(learners_page, teacher, awa, today):
    answers(awa, COUNT, STUCK, day=today)

    page = teacher.send(learners_page().form("/bloque"), fait="helped")

    assert page.path == f"/enseignant/eleves/{awa.id}"
    assert "vous avez aidé Awa" in page.said()
    assert "Prends dix cailloux." in page.said()  # still stuck, though not on the list
    assert not [form for form in page.forms if form.action.endswith("/bloque")]


def test_much_work_costs_a_learners_page_no_more_queries(learners_page, awa, today):
    answers(awa, COUNT, STUCK, day=today)
    learners_page()
    with queries_counted() as few:
        learners_page()
    for day in range(today - 10, today):
        answers(awa, ADD, "+-+-", day=day)

    with queries_counted() as many:
        learners_page()

    assert len(many) == len(few) <= 12, "\n".join(many)


def test_a_skill_tells_what_is_misunderstood_by_whom(skills_page, awa, moussa, today):
    answers(awa, COUNT, "--+", day=today, misconception="one-too-many")
    answers(moussa, COUNT, "-", day=today, misconception="one-too-many")
    answers(moussa, COUNT, "---", day=today, misconception="")
    answers(moussa, COUNT, "-", day=today - 40, misconception="one-too-many")

    said = skills_page().said()

    # what was answered 40 days ago is not counted
    first, second = said.index("Compte un de trop, 3 fois."), said.index("Autre erreur, 3 fois.")
    assert first < second
    assert "chez 2 élèves\u00a0: Awa, Moussa" in said
    assert "en route\u00a0: 2 élèves Awa, Moussa" in said


def test_a_skill_that_the_edition_has_not_is_not_found(skills_page):
    assert skills_page("region/maths/nothing").status == 404


def taken(teacher, address):
    answer = teacher.client.get(address)
    assert "attachment" in answer.headers["Content-Disposition"]
    if address.endswith(".csv"):
        return [line.split(";") for line in answer.get_data(as_text=True).lstrip("\ufeff").splitlines()]
    sheet = load_workbook(io.BytesIO(answer.data)).active
    return [[cell if isinstance(cell, str) else str(cell) for cell in row] for row in sheet.values]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_class_learner_and_skill_can_be_taken_away(teacher, awa, today, form):
    answers(awa, COUNT, STUCK, day=today, misconception="one-too-many")
    ci = f"/enseignant/classes/{classes.class_named('CI').id}"

    of_class = taken(teacher, f"{ci}.{form}")
    of_learner = taken(teacher, f"/enseignant/eleves/{awa.id}.{form}")
    of_skill = taken(teacher, f"{ci}/savoirs/{COUNT}.{form}")

    assert of_class[0] == ["Prénom", "Questions faites aujourd’hui", "Maths : Compter jusqu’à 10"]
    assert of_class[1:] == [
        ["Awa", "8", "bloqué"],
        ["Élimane", "0", "à découvrir"],
        ["Moussa", "0", "à découvrir"],
    ]
    assert of_learner[1] == ["Maths", "Compter jusqu’à 10", "bloqué", "8", "0"]
    assert of_skill[1] == ["Awa", "bloqué", "8", "0", "compte un de trop"]


@pytest.mark.parametrize("first_name", FIRST_FORMS)
def test_a_first_name_that_looks_like_a_formula_is_a_name(teacher, awa, first_name):
    awa.first_name = first_name
    awa.save()
    ci = f"/enseignant/classes/{classes.class_named('CI').id}"

    names = {row[0] for row in taken(teacher, f"{ci}.csv")}

    assert f"'{first_name}" in names
