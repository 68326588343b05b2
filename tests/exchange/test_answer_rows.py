"""Exported answers are read as they were written; what is wrong is told by its line."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from exchange.answer_rows import MISTAKES_TOLD, AnswerRow, Heading, WrongRows, lines_of, read_answers

HEADING = Heading("box-1", "school-1", "sn", 1)
FIRST_LINE = next(lines_of(HEADING, ()))
ROW = {"learner": "a1", "skill": "region/maths/add", "exercise": "heaps", "band": 0, "day": 2, "right": True}


@pytest.fixture
def told(tmp_path):
    """What is said of a file with these lines after the heading."""

    def told(*lines, heading=FIRST_LINE):
        file = tmp_path / "rows.jsonl"
        written = [line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines]
        file.write_bytes(heading + b"".join(line + b"\n" for line in written))
        with pytest.raises(WrongRows) as raised:
            read_answers(file)
        return str(raised.value).replace(f"{file}", "rows.jsonl")

    return told


@given(
    some.lists(
        some.builds(
            AnswerRow,
            learner=some.just("a1"),
            skill=some.text(min_size=1),
            exercise=some.text(min_size=1),
            band=some.integers(0, 5),
            day=some.just(3),
            took=some.none() | some.integers(0, 10**6),
            misconception=some.text(),
        )
    )
)
def test_what_is_written_is_what_is_read(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    file.write_bytes(b"".join(lines_of(HEADING, rows)))

    read = read_answers(file)

    assert (read.heading, read.rows) == (HEADING, tuple(rows))


def test_a_row_names_its_template_and_its_item():
    row = msgspec.convert(ROW, AnswerRow)

    assert (row.template, row.item) == ("region/maths/add#heaps", "region/maths/add#heaps#0")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({**ROW, "right": None}, "« right » : il faut true ou false"),
        ({**ROW, "right": 1}, "« right » : il faut true ou false"),
        ({**ROW, "band": "0"}, "« band » : il faut un nombre entier"),
        ({**ROW, "took": 3.5}, "« took » : il faut un nombre entier"),
        ({**ROW, "day": -1}, "« day » ne peut pas être négatif"),
        ({**ROW, "learner": ""}, "« learner » est vide"),
        ({**ROW, "skill": 7}, "« skill » : il faut un texte"),
        ({**ROW, "purpose": "fun"}, "« purpose » ne peut pas être 'fun'"),
        ({**ROW, "name": "Awa"}, "« name » n'a pas sa place ici"),
        ({}, "il manque « learner »"),
        ([], "il faut un objet entre accolades"),
        (b'{"learner":"a1","sk', "cette ligne est coupée ou n'est pas du JSON"),
        (b"", "cette ligne est coupée ou n'est pas du JSON"),
        (b"\xff", "cette ligne est coupée ou n'est pas du JSON"),
    ],
)
def test_a_wrong_row_is_told_by_its_line(told, line, said):
    assert told(ROW, line) == f"rows.jsonl:3: {said}."


def test_days_of_a_learner_do_not_go_back(told):
    later, earlier = {**ROW, "day": 5}, {**ROW, "day": 4}

    assert told(later, {**earlier, "learner": "b2"}, earlier) == (
        "rows.jsonl:4: « day » : 4 vient après 5 pour cet élève."
    )


def test_all_wrong_rows_are_told_at_once_but_not_without_end(told):
    said = told(*[[]] * 30).splitlines()

    assert len(said) == MISTAKES_TOLD + 1
    assert said[-1] == "rows.jsonl : et 10 autres lignes."


@pytest.mark.parametrize(
    "heading",
    [b"", b"learner;skill\n", b'{"rows":"answers","box":"b","school":"s","country":"sn","version":2}\n'],
)
def test_a_file_of_another_kind_or_version_is_told(told, heading):
    assert told(heading=heading).startswith("rows.jsonl:1: ")
    assert "de quelle boîte" in told(heading=heading)
