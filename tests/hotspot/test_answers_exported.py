"""What a box gives to the ministry: first tries, in order, and nothing that leads to a child."""

import pytest
from click.testing import CliRunner
from small_edition import ADD, COUNT
from tutored import TODAY, answers

from exchange.answer_rows import read_answers
from hotspot.cli import hotspot
from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.tables import Attempt, Learner, Question
from hotspot.school.tutor import answer_rows


@pytest.fixture
def pupils(box):
    """Nine learners who come into Fatou's class: now they are ten."""
    return classes.add_learners([Newcomer("CP", f"Élève {number}") for number in range(9)], "fr")


@pytest.fixture
def exported(box, tmp_path):
    def exported():
        answer_rows.export(box.settings, tmp_path / "rows.jsonl")
        return read_answers(tmp_path / "rows.jsonl")

    return exported


def add_try(question, verdict):
    """Answer a question like the last answer of all, but with this verdict."""
    last = Attempt.select().order_by(Attempt.running_number.desc()).get().__data__
    kept = {name: value for name, value in last.items() if name != "running_number"}
    tries = Attempt.select().where(Attempt.question == question).count()
    Attempt.create(**{**kept, "question": question, "try_number": tries + 1, "verdict": verdict})


def test_rows_are_first_tries_in_the_order_they_were_given(pupils, exported):
    answers(pupils[0], ADD, "+", day=TODAY, purpose="review")
    answers(pupils[1], COUNT, "-", day=TODAY + 3, misconception="two-too-many")
    add_try(Question.get(Question.skill == COUNT), "right")

    first, second = exported().rows

    assert (first.item, first.right, first.day) == (f"{ADD}#two-heaps#0", True, 0)
    assert (first.purpose, first.took, first.policy) == ("review", 20, "test")
    assert (second.item, second.right, second.day) == (f"{COUNT}#which#0", False, 3)
    assert second.misconception == "two-too-many"
    assert first.learner != second.learner


def test_a_right_answer_after_a_hint_counts_as_not_right(pupils, exported):
    answers(pupils[0], ADD, "+", hint_came_first=True)

    (row,) = exported().rows

    assert (row.right, row.hinted) == (False, True)


def test_a_near_answer_decides_nothing_the_next_one_does(pupils, exported):
    answers(pupils[0], ADD, "-")
    kept = {name: value for name, value in Question.get().__data__.items() if name != "id"}
    unit_forgotten = Question.create(**{**kept, "position": 1000})
    add_try(unit_forgotten, "near")
    add_try(unit_forgotten, "right")

    assert [row.right for row in exported().rows] == [False, True]


def test_small_classes_guests_and_tapped_answers_stay_on_the_box(box, pupils, awa, exported):
    answers(awa, ADD, "+++")  # of a class of three
    guest = Learner.create(**{**awa.__data__, "id": 900, "school_class": None, "number": 900})
    answers(guest, ADD, "+++")
    answers(pupils[0], ADD, "+++", counts=False)

    assert exported().rows == ()


def test_no_name_and_no_date_leaves_the_box(pupils, box, tmp_path):
    answers(pupils[0], ADD, "+-")
    answer_rows.export(box.settings, tmp_path / "rows.jsonl")

    said = (tmp_path / "rows.jsonl").read_text("utf-8")

    for secret in ("lève", "Fissel", "CP", f":{TODAY}", f'"{pupils[0].id}"', "_at"):
        assert secret not in said


def test_a_learner_has_one_number_on_one_box_and_another_elsewhere(pupils, box, exported):
    answers(pupils[0], ADD, "+")
    (row,), (again,) = exported().rows, exported().rows
    box.settings.secret_file.unlink()
    elsewhere = exported()

    assert row.learner == again.learner
    assert elsewhere.rows[0].learner != row.learner


def test_all_boxes_of_a_school_give_its_number(exported, box):
    here = exported().heading
    box.settings.secret_file.unlink()
    other = exported().heading

    assert here.box != other.box
    assert (here.school, here.country) == (other.school, "sn")


def test_the_command_writes_a_file_and_says_what_comes_next(pupils, box, tmp_path):
    answers(pupils[0], ADD, "+-")
    environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    told = CliRunner(env=environment).invoke(hotspot, ["tutor", "export", str(tmp_path / "rows.jsonl")])

    assert told.exit_code == 0, told.output
    assert "2 réponses écrites" in told.output
    assert len(read_answers(tmp_path / "rows.jsonl").rows) == 2


def test_a_box_without_a_school_has_nothing_to_give(empty_box, tmp_path):
    environment = {"HOTSPOT_DATA_FOLDER": str(empty_box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    told = CliRunner(env=environment).invoke(hotspot, ["tutor", "export", str(tmp_path / "rows.jsonl")])

    assert told.exit_code == 1
    assert "hotspot school" in told.output
