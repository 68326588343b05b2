"""The command says what it did, or every mistake and that nothing was published."""

import pytest
from click.testing import CliRunner
from signing import PASSPHRASE, keys

from ministry import cli
from ministry.publish.sayings import SAYINGS, WANTED
from ministry.signing.asking import VARIABLE

SIGNED = ("--keys", str(keys().folder))


@pytest.fixture
def run(authors):
    def run(*arguments):
        return CliRunner(env={"LC_ALL": "fr_FR.UTF-8", VARIABLE: PASSPHRASE}).invoke(
            cli.ministry, [*arguments, "--catalogue", str(authors.folder)]
        )

    return run


def test_publishing_tells_what_was_laid_down(run, tmp_path):
    done = run("publish", "--country", "SN", "--country", "tn", "--to", str(tmp_path / "repo"), *SIGNED)

    assert done.exit_code == 0
    assert done.stdout.startswith("SN 2026.1 : 4 paquets, 8 documents, 9 médias")
    assert (tmp_path / "repo" / "head" / "country-tn.json").exists()


def test_all_countries_are_published_by_one_word(run, tmp_path):
    run("publish", "--country", "all", "--to", str(tmp_path / "repo"), *SIGNED)

    assert {"country-sn.json", "country-tn.json"} <= {
        path.name for path in (tmp_path / "repo" / "head").iterdir()
    }


def test_without_keys_nothing_is_published(run, tmp_path):
    done = run("publish", "--country", "SN", "--to", str(tmp_path / "repo"))

    assert done.exit_code == 2
    assert "--keys DOSSIER" in done.stderr
    assert not (tmp_path / "repo").exists()


def test_a_wrong_passphrase_publishes_nothing(authors, tmp_path):
    arguments = ["publish", "--country", "SN", "--to", str(tmp_path / "repo"), *SIGNED]
    arguments += ["--catalogue", str(authors.folder)]

    done = CliRunner(env={"LC_ALL": "fr_FR.UTF-8", VARIABLE: "une autre"}).invoke(cli.ministry, arguments)

    assert done.exit_code == 1
    assert "La phrase secrète n'ouvre pas" in done.stderr
    assert not (tmp_path / "repo").exists()


@pytest.mark.parametrize("mirror", ["http://miroir.sn", "rsync://", "-e sh", "rsync://miroir.sn/;rm"])
def test_an_address_that_is_none_is_refused(run, tmp_path, mirror):
    done = run("publish", "--country", "SN", "--to", str(tmp_path / "repo"), *SIGNED, f"--mirror={mirror}")

    assert done.exit_code == 2
    assert "rsync://miroir.example.sn" in done.stderr


def test_a_mistake_publishes_nothing(run, authors, tmp_path):
    authors.change("region/skills/maths/count-to-10.yml", "year: 1", "year: one")

    done = run("publish", "--country", "SN", "--to", str(tmp_path / "repo"), *SIGNED)

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

    done = run("publish", "--country", "SN", "--to", str(tmp_path / "file" / "repo"), *SIGNED)

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
