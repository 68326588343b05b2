"""What `hotspot tutor` tells a teacher, as it stands in the terminal."""

import msgspec
import pytest
from click.testing import CliRunner
from small_edition import ADD, COUNT
from tutored import TODAY, answers

from hotspot.cli import hotspot
from hotspot.cli.columns import width
from hotspot.school import classes, tutor_days
from hotspot.school.classes import Newcomer
from hotspot.school.tables import SkillState, StuckNotice
from hotspot.school.tutor import tutoring

STUCK = "--------"


@pytest.fixture
def run(box, monkeypatch):
    """Type a command on the box, on the day of the answers."""
    environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}
    monkeypatch.setattr(tutor_days, "today", lambda: TODAY)

    def typed(*words, **more):
        return CliRunner(env={**environment, **more}).invoke(hotspot, ["tutor", *map(str, words)])

    return typed


def test_a_class_is_a_grid_of_names_and_signs(run, awa, moussa):
    answers(awa, COUNT, "++++++")
    answers(moussa, COUNT, STUCK)

    said = run("class", "CI").output

    assert "CI, 3 élèves" in said
    assert "? à revoir" in said
    assert "        A\nAwa     ?\nÉlimane ·\nMoussa  !\n  A Compter jusqu’à 10" in said
    assert "Groupes par besoin" in said
    assert "  Compter jusqu’à 10 : Awa" in said.split("Appris ces sept jours")[1]


def test_signs_stand_under_their_letter_beside_arabic_names(run, awa):
    added = classes.add_learners([Newcomer("CI", "مُحَمَّد"), Newcomer("CI", "E\u0301lise")], "ar")
    for learner in (awa, *added):
        answers(learner, COUNT, "-")
        answers(learner, ADD, "-")

    grid = [
        line for line in run("class", "CI").output.splitlines() if line.endswith((" + +", " A B", " · ·"))
    ]

    assert len(grid) == 6
    assert {width(line) for line in grid} == {width(grid[0])}


def test_no_line_is_wider_than_the_terminal(run, awa):
    answers(awa, COUNT, STUCK)

    lines = [
        line
        for words in (("class", "CI"), ("stuck",), ("learner", "Awa"))
        for line in run(*words).output.splitlines()
    ]

    assert max(map(width, lines)) <= 80


def test_the_stuck_list_says_what_goes_wrong_and_what_to_do(run, awa):
    answers(awa, COUNT, STUCK)

    said = run("stuck").output

    assert "Awa : Compter jusqu’à 10" in said
    assert "8 fois : compte un de trop" in said
    assert "1. Prends dix cailloux." in said
    assert "CP : personne n'est bloqué." in said


@pytest.mark.parametrize(("word", "told"), [("seen", "vu"), ("helped", "aidé")])
def test_a_line_is_closed_by_first_name_and_the_end_of_the_skill(run, awa, word, told):
    answers(awa, COUNT, STUCK)

    said = run(word, "awa", "count-to-10", "--by", "Mme Sarr")

    assert said.output == f"Awa, {COUNT} : {told}.\n"
    assert StuckNotice.get().closed_by == "Mme Sarr"


def test_a_dry_run_closes_nothing(run, awa):
    answers(awa, COUNT, STUCK)

    assert "rien n'a été changé" in run("seen", "Awa", COUNT, "--dry-run").output
    assert StuckNotice.get().closed_as is None


def test_the_command_that_the_list_gives_closes_the_line(run, awa):
    answers(awa, COUNT, STUCK)
    given = run("stuck", "CI").output.split("hotspot tutor ")[1].split()

    assert run(*given[:3]).exit_code == 0
    assert "personne n'est bloqué" in run("stuck", "CI").output


def test_two_of_one_name_are_told_apart_by_their_numbers(run, box):
    (other,) = classes.add_learners([Newcomer("CP", "Awa")], "fr")

    said = run("learner", "Awa")

    assert said.exit_code == 1
    assert f"{other.id} (CP)" in said.output
    assert run("learner", other.id).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("class", "CM2"), "Il n'y a pas de classe « CM2 »"),
        (("learner", "Personne"), "hotspot codes"),
        (("seen", "Awa", "nothing"), "hotspot tutor stuck"),
        (("day", "1"), "vraie école"),
    ],
)
def test_an_error_says_what_to_do(run, words, told):
    said = run(*words)

    assert said.exit_code == 1
    assert told in said.output


def test_a_learners_reasons_are_told_in_words(run, awa):
    answers(awa, COUNT, "+", reason=f"new:{COUNT}")
    answers(awa, COUNT, "-", reason="easier:one-too-many")
    answers(awa, COUNT, "+", reason=f"prerequisite:{ADD}")

    said = run("learner", "Awa").output

    assert "nouveau" in said
    assert "(compte un de trop)" in said
    assert "Ajouter jusqu’à 10" in said


def test_english_is_spoken_where_the_terminal_asks_for_it(run, awa):
    answers(awa, COUNT, STUCK)

    assert "8 times: counts one too many" in run("stuck", LC_ALL="en_GB.UTF-8").output


def test_a_rebuild_finds_what_the_answers_say(run, awa):
    answers(awa, COUNT, "+-+")

    assert "Rien d'autre ne différait" in run("rebuild").output


def test_a_rebuild_mends_what_differs_and_says_so(run, awa):
    answers(awa, COUNT, "+-+")
    before = [row.kept for row in SkillState.select()]
    SkillState.update(kept=b"[]").where(SkillState.skill == COUNT).execute()

    assert "Ceux qui différaient sont réparés : 1" in run("rebuild").output
    assert [row.kept for row in SkillState.select()] == before


def test_a_rebuild_can_be_tried(run, awa):
    answers(awa, COUNT, "+")
    SkillState.update(kept=b"[]").where(SkillState.skill == COUNT).execute()

    run("rebuild", "--dry-run")

    assert b"[]" in [row.kept for row in SkillState.select()]


def test_a_new_edition_finds_the_tutor_up_to_date(run, box, awa):
    answers(awa, COUNT, "+-+")
    box.ministry.skills[COUNT] = msgspec.structs.replace(box.ministry.skills[COUNT], retention="fact")

    environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder)}
    CliRunner(env=environment).invoke(hotspot, ["install", str(box.ministry.lay_down())])
    box.reopened()

    assert {row.made_with for row in SkillState.select()} == {tutoring.here().made_with}


def test_the_days_of_a_demonstration_are_moved(box, monkeypatch):
    box.settings.codes_file.write_text("0000 0000")
    environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}
    before = tutor_days.today()

    said = CliRunner(env=environment).invoke(hotspot, ["tutor", "day", "+2"])

    assert "Pour le tuteur" in said.output
    assert tutor_days.today() == before + 2
