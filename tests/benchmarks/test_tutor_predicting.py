import gzip
from random import Random

import numpy as np
import pytest

from benchmarks.tutor.baselines import BestLr, best_fits
from benchmarks.tutor.evaluate import alarm, predict_rows
from benchmarks.tutor.logs import fold, read
from benchmarks.tutor.predictor import Predictor


def a_log(folder, name="school", learners=40):
    dice = Random(4)
    lines = ["student\titem\tskills\tt\tcorrect"]
    for learner in range(learners):
        for number in range(12):
            item = dice.randrange(6)
            right = int(dice.random() < 0.3 + 0.1 * item)
            lines.append(f"{learner}\t{item}\tadd;take\t{number * 30}\t{right}")
    with gzip.open(folder / f"{name}.tsv.gz", "wt") as file:
        file.write("\n".join(lines) + "\n")
    return folder / f"{name}.tsv.gz"


def test_a_log_is_read_learner_by_learner(tmp_path):
    learners = read(a_log(tmp_path))

    assert len(learners) == 40
    assert learners[0][1][1][1:3] == (("add", "take"), 30)


def test_whole_learners_are_kept_aside_each_once(tmp_path):
    learners = read(a_log(tmp_path))
    folds = [fold(learners, number) for number in range(5)]

    assert [len(kept) for _fit_on, kept in folds] == [8] * 5
    assert all(len(fit_on) + len(kept) == 40 for fit_on, kept in folds)
    assert sorted(steps for _fit_on, kept in folds for steps in kept) == sorted(s for _, s in learners)


def test_without_the_logs_the_rows_say_so():
    rows = list(predict_rows(None))

    assert len(rows) == 3
    assert all("not measured" in row.ours and row.met is None for row in rows)


def test_each_set_of_logs_has_its_rows(tmp_path):
    a_log(tmp_path)

    rows = [row for row in predict_rows(tmp_path) if row.what.startswith("school")]

    assert [row.goal for row in rows] == ["≥ +0.05", "≥ +0.007", "≤ 0.02", "≤ 20 µs", "≤ 200 µs", "≤ 500 KB"]


def test_the_predictor_foretells_from_what_it_was_fitted_on_and_told(tmp_path):
    learners = [steps for _name, steps in read(a_log(tmp_path))]
    predictor = Predictor()
    predictor.fit(learners)
    state = predictor.start()
    before = predictor.predict(state, "0", ("add", "take"), 5)

    predictor.update(state, "0", ("add", "take"), 5, 1)

    assert predictor.predict(predictor.start(), "5", ("add", "take"), 5) > before
    assert predictor.predict(state, "0", ("add", "take"), 9) != before
    assert predictor.export()["items"].keys() == set("012345")


def test_the_alarm_is_about_those_who_have_not_had_three_in_a_row():
    def steps(answers):
        return [("item", ("add",), None, int(right)) for right in answers]

    asked = alarm(
        Predictor(), [steps("0101000000"), steps("0101011100"), steps("1110000000"), steps("01010")]
    )

    assert [stuck for _chance, stuck in asked] == [True, False]


def test_bkt_finds_the_chances_that_made_the_answers():
    dice = np.random.default_rng(2)
    answers = []
    for _ in range(400):
        held, own = dice.random() < 0.3, []
        for _ in range(12):
            own.append(int(dice.random() < (0.9 if held else 0.2)))
            held = held or dice.random() < 0.2
        answers.append(own)

    known = best_fits([answers])[0]

    assert known.first == pytest.approx(0.3, abs=0.06)
    assert known.learnt == pytest.approx(0.2, abs=0.05)
    assert (known.guess, known.slip) == pytest.approx((0.2, 0.1), abs=0.05)
    assert known.forgotten < 0.03


def test_best_lr_knows_easy_items_from_hard_ones(tmp_path):
    model = BestLr()
    model.fit([steps for _name, steps in read(a_log(tmp_path))])

    chances = [model.predict(model.start(), str(item), ("add", "take"), None) for item in (0, 5)]

    assert chances[0] + 0.2 < chances[1]
