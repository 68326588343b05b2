"""The commands that make an empty box a school's, and say what to do when they cannot."""

import os
import re
import socket
import stat
import subprocess
import sys

import msgspec
import pytest
from click.testing import CliRunner
from signing import root_of

from hotspot.cli import hotspot
from hotspot.content import catalogue
from hotspot.school import classes, signing_in
from hotspot.school.adults import accounts, card, label
from hotspot.school.signing_in import SignedIn

NOBODY = 65534  # the account without rights, on every Linux


@pytest.fixture
def run(empty_box):
    """Type a command on the box."""
    environment = {"HOTSPOT_DATA_FOLDER": str(empty_box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    def typed(*words, **more):
        return CliRunner(env={**environment, **more}).invoke(hotspot, [str(word) for word in words])

    return typed


def test_an_empty_box_becomes_a_real_school(empty_box, run, tmp_path):
    (tmp_path / "liste.csv").write_text("classe,prénom\nCI,Awa\nCI,Élimane\nCP,Fatou\n", encoding="utf-8")

    repo = empty_box.ministry.lay_down()

    made = [
        run("install", repo, "--root", root_of(repo)),
        run("school", "--name", "École de Fissel", "--town", "Fissel", "--country", "SN"),
        run("class", "add", "CI", "--year", 1),
        run("class", "add", "CP", "--year", 2),
        run("learners", "add", tmp_path / "liste.csv"),
    ]

    assert [one.exit_code for one in made] == [0] * 5, [one.output for one in made]
    assert "SN 2026.1 : 3 parcours" in made[0].output
    code = re.search(r"\d{4} \d{4}", made[1].output)[0]
    assert signing_in.try_technician_code(code, "here") == SignedIn(None)
    assert "3 élèves ajoutés" in made[4].output
    assert run("codes", "--class", "CI").output.count("\n") == 2


def test_pictures_of_codes_are_said_in_words(box, run):
    awa = box.learner("Awa")
    line = next(line for line in run("codes").output.splitlines() if "Awa" in line)

    assert line.startswith("CI\tAwa\t")
    assert len(line.split("\t")[2].split(", ")) == len(awa.pictures.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("class", "add", "CM1", "--year", 5), "Classe ajoutée"),
        (("school", "--name", "A", "--town", "B", "--country", "SN"), "A, B"),
    ],
)
def test_a_dry_run_changes_nothing(run, words, told):
    said = run(*words, "--dry-run")

    assert told in said.output
    assert "rien n'a été changé" in said.output
    assert (classes.classes(), classes.school()) == ([], None)


def test_a_dry_installation_changes_nothing(empty_box, run):
    repo = empty_box.ministry.lay_down()

    said = run("install", repo, "--root", root_of(repo), "--dry-run")

    assert "9 grains" not in said.output
    assert said.exit_code == 0
    assert not empty_box.settings.catalogue_file.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("demonstration",), "hotspot install"),
        (("install", "/tmp"), "n'est pas un dépôt"),
        (("learners", "add", "/nulle/part.csv"), "introuvable"),
        (("class", "add", "CI", "--year", 99), "99"),
    ],
)
def test_an_error_says_what_to_do(run, words, told):
    said = run(*words)

    assert said.exit_code != 0
    assert told in said.output
    assert "Traceback" not in said.output


@pytest.fixture
def as_another_account(empty_box, monkeypatch):
    """Be an account that may enter the box's folder and read nothing in it; root becomes nobody meanwhile."""
    folder = empty_box.settings.data_folder
    folder.chmod(0o755)
    monkeypatch.chdir(folder)  # the folders above are closed to nobody, a relative path needs none of them
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    else:
        empty_box.settings.school_file.chmod(0)
    yield
    if is_root:
        os.seteuid(0)


@pytest.mark.usefixtures("as_another_account")
def test_the_box_of_another_account_is_told(run):
    said = run("codes", HOTSPOT_DATA_FOLDER=".")

    assert said.exit_code == 1
    assert "school.db : accès refusé. Prenez le compte" in said.output


def test_a_misspelt_setting_is_told(run):
    said = run("check-settings", HOTSPOT_PROT="8081")

    assert said.exit_code == 1
    assert "Vouliez-vous « port »" in said.output


def test_settings_are_shown(run):
    assert "port = 9090" in run("check-settings", HOTSPOT_PORT="9090").output


def test_english_is_spoken_where_the_terminal_asks_for_it(run):
    assert "Class added" in run("class", "add", "Class 1", "--year", 1, LC_ALL="en_GB.UTF-8").output


def test_the_technician_gets_a_new_code(box, run):
    code = re.search(r"\d{4} \d{4}", run("technician-code").output)[0]

    assert signing_in.try_technician_code(code, "here") == SignedIn(None)


def test_a_school_of_one_country_refuses_the_edition_of_another(box, run):
    box.ministry.country = msgspec.structs.replace(box.ministry.country, id="ml")

    said = run("install", box.ministry.lay_down(), "--country", "ML")

    assert said.exit_code == 1
    assert "celle de « ml » est refusée" in said.output


def test_the_demonstration_is_a_whole_school_and_is_made_once(empty_box, run):
    empty_box.install()

    first, second = run("demonstration"), run("demonstration")

    assert "prête" in first.output
    assert "a déjà son école" in second.output
    assert [(one.name, one.year) for one in classes.classes()] == [("CI", 1), ("CP", 2), ("CE1", 3)]
    assert [len(classes.learners_of(one)) for one in classes.classes()] == [10, 10, 10]
    assert classes.school().town == "Fissel"


def test_the_demonstrations_code_is_for_this_program_alone(empty_box, run):
    empty_box.install()
    run("demonstration")

    kept = empty_box.settings.codes_file
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    catalogue.open_catalogue(empty_box.settings)
    code, head = kept.read_text().splitlines()
    assert signing_in.try_technician_code(code, "here") == SignedIn(None)
    name, password = head.split("\t")
    assert accounts.is_password(accounts.teacher_called(name), password)


def test_serving_tells_where_each_enters_and_stops_when_told(empty_box, run):
    empty_box.install()
    run("demonstration")
    own = {"HOTSPOT_DATA_FOLDER": str(empty_box.settings.data_folder), "HOTSPOT_PORT": "0", "LC_ALL": "fr"}
    command = [sys.executable, "-c", "from hotspot.cli import hotspot; hotspot(['serve'])"]

    with subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True) as served:
        lines = []
        while "/boite" not in "".join(lines) and len(lines) < 12:
            lines.append(served.stdout.readline())
        served.terminate()

    said = "".join(lines)
    assert "/eleve/" in said
    assert "/boite" in said
    assert re.search(r"CI, \w+ : \w+, \w+, \w+", said)
    assert served.returncode == 0


def test_a_port_that_is_taken_is_told(empty_box, run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = run("serve", HOTSPOT_HOST="127.0.0.1", HOTSPOT_PORT=str(other.getsockname()[1]))

    assert said.exit_code == 1
    assert "PORT=" in said.output


def test_a_new_label_voids_the_old_one_and_a_trial_makes_none(empty_box, run):
    first, trial = run("label"), run("label", "--dry-run")
    second = run("label")

    claims = [re.search(r"prise en main : (\d{4} \d{4})", said.output) for said in (first, trial, second)]
    assert claims[1] is None
    assert label.try_claim(empty_box.settings, claims[0][1], "") == "wrong"
    assert label.try_claim(empty_box.settings, claims[2][1], "") == "right"


def test_the_demonstration_has_a_card_that_only_this_program_reads(empty_box, run):
    empty_box.install()
    run("demonstration")

    kept = empty_box.settings.card_file
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    number, code = kept.read_text().splitlines()[0].split("\t")
    assert (number, card.use(empty_box.settings, code, "")) == ("1", "right")
