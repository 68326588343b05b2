"""From the answers of schools to parameters: the truth is found again, what is odd is told."""

import statistics
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from benchmarks.tutor.answering_schools import files_of, truth_of
from exchange.answer_rows import AnswerRow, lines_of
from exchange.documents import Parameters, encode
from learning.tutor.parameters import UNCALIBRATED
from ministry import cli
from ministry.calibrate import doubts
from ministry.calibrate.calibration import calibrated
from ministry.calibrate.edges import doubtful_edges
from ministry.calibrate.fit import fit
from ministry.calibrate.pooling import Pool, TooFewSchools, answers_of, pool_of

HOUSE = Path(__file__).parents[2]
SKILL = "region/maths/skill-"
FLIPPED, BROKEN, DEAD = f"{SKILL}1#pick#0", f"{SKILL}3", "slip-2"
TRUTH = truth_of(5, flipped=[FLIPPED], broken=[BROKEN], dead=[DEAD])
SKILLS = {skill.id: skill for skill in TRUTH.skills}


@pytest.fixture(scope="module")
def many():
    """The answers of many learners: nothing is fitted on them here."""
    return pool_of(files_of(TRUTH, schools=10, learners=60, answers=80)).learners()


@pytest.fixture(scope="module")
def calibration():
    pool = pool_of(files_of(TRUTH, schools=6, learners=15, answers=60))
    return calibrated(pool, UNCALIBRATED, SKILLS, fit)


def gaps(ease):
    """Return how much easier the first band of each exercise is: all else is the same in both."""
    exercises = {item.rpartition("#")[0] for item in ease} - {FLIPPED.rpartition("#")[0]}
    return [ease[f"{exercise}#0"] - ease[f"{exercise}#1"] for exercise in sorted(exercises)]


def test_difficulties_are_found_again(calibration):
    ease = {item: -difficulty for item, difficulty in TRUTH.difficulties.items()}

    assert statistics.correlation(gaps(calibration.new.items), gaps(ease)) > 0.9


def test_calibrated_chances_are_better_on_schools_kept_aside(calibration):
    before, after = calibration.before, calibration.after

    assert before.answers == after.answers == 15 * 60  # one school of six
    assert after.auc > before.auc + 0.03
    assert after.log_loss < before.log_loss
    assert not after.is_worse_than(before)
    assert calibration.new.answers == 5 * 15 * 60


def test_a_flipped_key_is_told_and_no_other(many):
    assert [key.item for key in doubts.wrong_keys(many)] == [FLIPPED]


def test_an_item_is_no_part_of_its_own_rest():
    def learner(able):
        elsewhere = AnswerRow("a", "elsewhere", "e", 0, 0, able)
        return [elsewhere] * 6 + [AnswerRow("a", "spoilt", "e", 0, 0, not able)] * 10

    told = doubts.wrong_keys([learner(able) for able in (True, False) for _ in range(5)])

    assert "spoilt#e#0" in {key.item for key in told}


def test_a_distractor_that_nobody_takes_is_told(many):
    dead = doubts.dead_distractors(many, TRUTH.skills)

    assert {one.misconception for one in dead} == {DEAD}
    assert {one.template for one in dead} == {f"{skill}#pick" for skill in SKILLS}  # of choices alone


def test_a_prerequisite_that_makes_no_difference_is_told(many):
    sound = [[row for row in rows if row.item != FLIPPED] for rows in many]

    assert [edge.skill for edge in doubtful_edges(sound, TRUTH.skills)] == [BROKEN]


def test_an_item_that_became_harder_is_told_even_where_all_learners_are_abler():
    old = Parameters("1", 0.0, {}, {}, {f"s#e#{number}": 0.0 for number in range(5)})
    moved = {f"s#e#{number}": 0.4 for number in range(4)} | {"s#e#4": -0.4}
    new = msgspec.structs.replace(old, version="2", items=moved)
    answers = doubts.Counter(dict.fromkeys(moved, 50))

    (drift,) = doubts.drifted(old, new, answers)

    assert (drift.item, round(drift.by, 6)) == ("s#e#4", -0.8)
    assert doubts.drifted(msgspec.structs.replace(old, version=""), new, answers) == []
    assert doubts.drifted(old, new, doubts.Counter({"s#e#4": 49})) == []


def test_whole_schools_are_kept_aside_the_same_each_time():
    pool = pool_of(files_of(TRUTH, schools=5, learners=3, answers=4))

    fitted_on, aside = pool.split()

    assert (len(fitted_on), len(aside)) == (12, 3)
    assert aside in pool.schools.values()
    assert pool.split() == (fitted_on, aside)


def test_a_school_kept_aside_is_so_whoever_joins():
    pools = [Pool({f"school-{number}": [[number]] for number in range(schools)}, 0) for schools in (30, 60)]
    (some, few), (others, more) = (pool.split() for pool in pools)

    assert len(few) < len(more) < 20
    assert {number for (number,) in few} <= {number for (number,) in more}
    assert {number for (number,) in some} <= {number for (number,) in others}


def test_one_school_alone_is_not_enough():
    with pytest.raises(TooFewSchools):
        pool_of(files_of(TRUTH, schools=1, learners=3, answers=4)).split()


def test_of_two_exports_of_a_box_the_longer_counts():
    (early,) = files_of(TRUTH, schools=1, learners=2, answers=5)
    late = msgspec.structs.replace(early, rows=(*early.rows, early.rows[-1]))

    pool = pool_of([late, early])

    assert pool.boxes == 1
    assert sum(map(len, pool.learners())) == 11


def test_within_a_day_answers_follow_each_other_and_days_are_days():
    (file,) = files_of(TRUTH, schools=1, learners=1, answers=41)

    seconds = [answer.second for answer in answers_of(file.rows)]

    assert seconds == sorted(seconds)
    assert [second // 86_400 for second in seconds] == [0] * 20 + [1] * 20 + [2]


@pytest.fixture
def run(authors, tmp_path):
    """Type `ministry calibrate` on what four schools have sent."""
    for file in files_of(TRUTH, schools=4, learners=10, answers=40):
        (tmp_path / f"{file.heading.box}.jsonl").write_bytes(b"".join(lines_of(file.heading, file.rows)))

    def run():
        files = sorted(str(path) for path in tmp_path.glob("*.jsonl"))
        words = [*files, "--out", str(tmp_path / "parameters.json"), "--catalogue", str(authors.folder)]
        return CliRunner(env={"LC_ALL": "fr_FR.UTF-8"}).invoke(cli.ministry, ["calibrate", *words])

    return run


def written(tmp_path):
    return msgspec.json.decode((tmp_path / "parameters.json").read_bytes(), type=Parameters)


def test_the_command_reports_and_writes_the_parameters(run, tmp_path):
    done = run()

    assert done.exit_code == 0, done.output
    assert "4 boîtes, 4 écoles, 40 élèves, 1600 réponses." in done.stdout
    assert "C'est peu" in done.stdout
    assert "avant (Elo)" in done.stdout
    assert "ministry publish" in done.stdout
    assert written(tmp_path).answers == 1200
    assert (tmp_path / "parameters.json").read_bytes() == encode(written(tmp_path))


def test_worse_parameters_replace_nothing(run, tmp_path, calibration):
    better = encode(calibration.new)  # of more answers
    (tmp_path / "parameters.json").write_bytes(better)

    done = run()

    assert done.exit_code == 1
    assert "Moins bon qu'avant" in done.stderr
    assert (tmp_path / "parameters.json").read_bytes() == better


def test_wrong_rows_of_all_files_are_told_by_line(run, tmp_path):
    for name in ("box-0", "box-2"):
        with (tmp_path / f"{name}.jsonl").open("ab") as file:
            file.write(b"{}\n")

    done = run()

    assert done.exit_code == 1
    assert "box-0.jsonl:402: il manque « learner »." in done.stderr
    assert "box-2.jsonl:402: il manque « learner »." in done.stderr
    assert not (tmp_path / "parameters.json").exists()


def test_a_file_that_is_no_parameters_is_left_alone(run, tmp_path):
    (tmp_path / "parameters.json").write_text("{}")

    done = run()

    assert done.exit_code == 1
    assert "n'est pas un fichier de paramètres" in done.stderr
    assert (tmp_path / "parameters.json").read_text() == "{}"


def test_a_catalogue_with_mistakes_is_mended_first(run, authors):
    authors.change("region/skills/maths/count-to-10.yml", "year: 1", "year: one")

    done = run()

    assert done.exit_code == 1
    assert "ministry check" in done.stderr


def test_without_numpy_the_command_says_how_to_install_it(tmp_path):
    (tmp_path / "rows.jsonl").touch()
    typed = f"""
import sys
sys.modules["numpy"] = None
from ministry.cli import ministry
ministry(["calibrate", "{tmp_path}/rows.jsonl", "--out", "{tmp_path}/out.json"])
"""
    done = subprocess.run(
        [sys.executable, "-c", typed], cwd=HOUSE, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "Il manque numpy. Installez l'extra : .venv/bin/pip install '.[calibrate]'" in done.stderr


def test_the_other_commands_go_without_numpy():
    typed = "import sys; import ministry.cli; print(any(name in sys.modules for name in ('numpy', 'scipy')))"

    done = subprocess.run(
        [sys.executable, "-c", typed], cwd=HOUSE, capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
