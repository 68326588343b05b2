"""The command says what it did, or every mistake and that nothing was published."""

import pytest
from click.testing import CliRunner

from ministry import cli
from ministry.publish.sayings import SAYINGS, WANTED


@pytest.fixture
def run(authors):
    def run(*arguments):
        return CliRunner(env={"LC_ALL": "fr_FR.UTF-8"}).invoke(
            cli.ministry, [*arguments, "--catalogue", str(authors.folder)]
        )

    return run


def test_publishing_tells_what_was_laid_down(run, tmp_path):
    done = run("publish", "--country", "SN", "--country", "tn", "--to", str(tmp_path / "repo"))

    assert done.exit_code == 0
    assert done.stdout.startswith("SN 2026.1 : 4 paquets, 8 documents, 9 médias")
    assert sorted(path.name for path in (tmp_path / "repo" / "head").iterdir()) == ["sn.json", "tn.json"]


def test_all_countries_are_published_by_one_word(run, tmp_path):
    run("publish", "--country", "all", "--to", str(tmp_path / "repo"))

    assert sorted(path.name for path in (tmp_path / "repo" / "head").iterdir()) == ["sn.json", "tn.json"]


def test_a_mistake_publishes_nothing(run, authors, tmp_path):
    authors.change("region/skills/maths/count-to-10.yml", "year: 1", "year: one")

    done = run("publish", "--country", "SN", "--to", str(tmp_path / "repo"))

    assert done.exit_code == 1
    assert "count-to-10.yml:2: « one » : il faut ici un nombre entier." in done.stderr
    assert done.stderr.endswith("1 à corriger. Rien n'a été publié.\n")
    assert not (tmp_path / "repo").exists()


def test_checking_looks_at_all_countries(run, authors):
    authors.change("countries/tn/parcours/maths-1.yml", "year: 1", "year: 9")

    done = run("check")

    assert done.exit_code == 1
    assert "countries/tn/parcours/maths-1.yml:3: Année 9" in done.stderr


def test_without_a_place_to_write_the_command_asks_for_one(run):
    done = run("publish", "--country", "SN")

    assert done.exit_code == 2
    assert "--to DOSSIER" in done.stderr


def test_a_place_that_cannot_be_written_is_told(run, tmp_path):
    (tmp_path / "file").touch()

    done = run("publish", "--country", "SN", "--to", str(tmp_path / "file" / "repo"))

    assert done.exit_code == 1
    assert "ce n'est pas un dossier. Prenez-en un autre." in done.stderr


def test_a_missing_program_is_told_with_its_package(run, monkeypatch):
    monkeypatch.setenv("PATH", "")

    done = run("media", "film")

    assert done.exit_code == 1
    assert "sudo apt install" in done.stderr


def test_every_saying_exists_in_both_languages():
    for kind, said in {**SAYINGS, **WANTED}.items():
        assert set(said) == {"fr", "en"}, kind
        assert said["fr"].count("{") == said["en"].count("{"), kind
