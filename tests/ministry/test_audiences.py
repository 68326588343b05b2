"""What is for teachers: published beside what is for pupils, never mixed with it."""

import pytest
from test_publishing import documents

SKILL, MODULE = "region/skills/teaching/lead.yml", "region/modules/teaching/start/module.yml"
PARCOURS = "countries/sn/parcours/start.yml"
MATHS = "region/modules/maths/numbers/module.yml"
FILES = {
    SKILL: """title: {fr: Mener la classe}
year: 0
audience: teacher
exercises:
  - name: left
    type: number
    bands: [{name: all, variables: {u: 1..30}}]
    ask: {fr: "{u} codes ont servi sur 40. Combien en reste-t-il ?"}
    right: 40 - u
    wrong: [{value: u, say: {fr: Ceux-là ont servi.}}]
    worked: [{fr: "40 − {u} = {40 - u}."}]
  - name: right
    type: choice
    bands: [{name: all}]
    ask: {fr: Que faire ?}
    right: {fr: Lire}
    wrong: [{value: {fr: Partir}, say: {fr: Restez.}}, {value: {fr: Crier}, say: {fr: Non.}}]
    worked: [{fr: On lit.}]
""",
    "region/modules/teaching/start/first.fr.md": "---\nkind: lesson\ntitle: Un\nminutes: 2\n---\nLisez.\n",
    MODULE: """title: {fr: Prendre en main}
year: 0
audience: teacher
grains:
  - grain: first
  - {exercises: quiz, title: {fr: Quiz}, skills: [region/teaching/lead], count: 5, bar: 4, minutes: 5}
""",
    PARCOURS: """title: {fr: Prendre en main}
subject: teaching
audience: teacher
year: 0
modules: [region/teaching/start]
""",
}
# file, what stands there, what a hurried author writes instead, how the mistake is told
MISTAKES = {
    "a pupils' module in a parcours for teachers": (
        MODULE,
        "audience: teacher",
        "audience: learner",
        f"{PARCOURS}:5: « region/teaching/start » est pour « learner », ceci pour « teacher ».",
    ),
    "a pupils' skill in a module for teachers": (
        MODULE,
        "region/teaching/lead",
        "region/maths/count-to-10",
        f"{MODULE}:6: « region/maths/count-to-10 » est pour « learner », ceci pour « teacher ».",
    ),
    "a teachers' skill in a module for pupils": (
        MATHS,
        "skills: [region/maths/count-to-10",
        "skills: [region/teaching/lead",
        f"{MATHS}:7: « region/teaching/lead » est pour « teacher », ceci pour « learner ».",
    ),
    "a quiz for pupils": (
        MATHS,
        "count: 6",
        "count: 6\n    bar: 5",
        f"{MATHS}:9: « bar » est réservé aux enseignants.",
    ),
    "a bar that nobody can reach": (
        MODULE,
        "bar: 4",
        "bar: 6",
        f"{MODULE}:6: « bar » : il faut un nombre de 1 à 5.",
    ),
    "a training without a quiz": (
        MODULE,
        "bar: 4, ",
        "",
        f"{PARCOURS}:5: Ce parcours d'enseignants finit sans quiz.",
    ),
    "the work of a teacher for pupils": (
        SKILL,
        "audience: teacher",
        "remediation: [{fr: Prenez.}]",
        f"{SKILL}:1: « teaching » est réservé aux enseignants.",
    ),
}


@pytest.fixture
def trainers(authors):
    for file, text in FILES.items():
        authors.write(file, text)
    return authors


def test_a_parcours_for_teachers_needs_no_level_and_no_remediation(trainers, tmp_path):
    found = documents(trainers.publish(tmp_path / "repo"))

    audiences = {name: getattr(one, "audience", "learner") for name, one in found.items()}
    assert {name for name, one in audiences.items() if one == "teacher"} == {
        "region/teaching/lead",
        "region/teaching/start",
    }
    assert found["region/teaching/start"].grains[-1].bar == 4


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line(trainers, mistake):
    file, old, new, told = MISTAKES[mistake]
    trainers.change(file, old, new)

    found = trainers.mistakes()

    assert any(one.startswith(told) for one in found), found


def test_a_pupils_exercise_still_names_each_misconception(authors):
    authors.change("region/skills/maths/count-to-10.yml", "misconception:", "# misconception:")

    assert any("La clé « misconception » manque." in one for one in authors.mistakes())
