"""The commands of who keeps the keys say where each goes, and what has to be brought before it is late."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from signing import PASSPHRASE, keys

from ministry.cli import ministry
from ministry.publish.edition import draft_of
from ministry.signing.asking import VARIABLE
from ministry.signing.keys import Keys
from ministry.signing.sealed import WrongPassphrase


@pytest.fixture
def run():
    def run(*arguments, passphrase=PASSPHRASE, **more):
        environment = {"LC_ALL": "fr_FR.UTF-8", VARIABLE: passphrase}
        return CliRunner(env=environment).invoke(ministry, [str(one) for one in arguments], **more)

    return run


def test_a_ceremony_makes_all_keys_and_says_where_each_goes(run, tmp_path):
    done = run("keys", "new", tmp_path / "keys", "--country", "SN", passphrase="mil mangue baobab")

    assert done.exit_code == 0
    assert "13 clés faites" in done.stdout
    assert "root-3.key       hors ligne, en trois lieux sûrs" in done.stdout
    assert "enrol-sn.key     chez qui prépare les boîtes" in done.stdout
    assert len(Keys(tmp_path / "keys", "mil mangue baobab").signers("root")) == 3


def test_one_more_country_adds_two_keys_and_touches_no_other(run, tmp_path):
    for name in ("root-1.key", "country-sn.key"):
        (tmp_path / name).write_bytes(b"kept")

    done = run("keys", "new", tmp_path, "--country", "ML", passphrase="mil mangue baobab")

    assert sorted(file.name for file in tmp_path.glob("*-ml.key")) == ["country-ml.key", "enrol-ml.key"]
    assert "2 clés faites" in done.stdout
    assert (tmp_path / "root-1.key").read_bytes() == b"kept"


def test_the_same_country_twice_makes_nothing(run, tmp_path):
    (tmp_path / "enrol-sn.key").write_bytes(b"kept")

    done = run("keys", "new", tmp_path, "--country", "SN", passphrase="mil mangue baobab")

    assert done.exit_code == 1
    assert "enrol-sn.key est déjà là" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["enrol-sn.key"]


def test_a_short_passphrase_is_refused(run, tmp_path):
    done = run("keys", "new", tmp_path / "keys", "--country", "SN", passphrase="mil")

    assert done.exit_code == 1
    assert "12 caractères au moins" in done.stderr
    assert not (tmp_path / "keys").exists()


def test_a_passphrase_is_asked_for_twice_and_never_shown(run, tmp_path):
    (tmp_path / "root-1.key").touch()
    typed = "mil mangue baobab\nmil mangue\nmil mangue baobab\nmil mangue baobab\n"

    done = run("keys", "new", tmp_path, "--country", "SN", passphrase="", input=typed)

    assert done.exit_code == 0
    assert "ce n'est pas deux fois la même chose." in done.output
    assert "baobab" not in done.output
    assert Keys(tmp_path, "mil mangue baobab").signers("country-sn")


def test_keys_of_a_machine_get_a_passphrase_of_their_own(run, tmp_path):
    own = copied_keys(tmp_path)
    before = {file: file.read_bytes() for file in own.folder.iterdir()}

    refused = run(
        "keys", "passphrase", own.folder, passphrase="une autre phrase", input="sel riz eau feu\n" * 2
    )
    assert refused.exit_code == 1
    assert {file: file.read_bytes() for file in own.folder.iterdir()} == before

    done = run("keys", "passphrase", own.folder, input="sel riz eau feu\n" * 2)
    again = run("keys", "passphrase", own.folder, input="sel riz eau feu\n" * 2)  # as if a cut had left some

    assert (done.exit_code, again.exit_code) == (0, 0)
    now, then = Keys(own.folder, "sel riz eau feu"), keys()
    assert [one.public_key.keyid for one in now.signers("root")] == [
        one.public_key.keyid for one in then.signers("root")
    ]
    with pytest.raises(WrongPassphrase):
        own.signers("root")


def test_what_is_no_country_gets_no_key(run, tmp_path):
    done = run("keys", "new", tmp_path / "keys", "--country", "../sn")

    assert done.exit_code == 2
    assert "deux lettres" in done.stderr


def copied_keys(folder):
    return Keys(shutil.copytree(keys().folder, folder / "keys"), PASSPHRASE)


@pytest.fixture
def repo(authors, tmp_path):
    return authors.publish(tmp_path / "repo")


def test_signing_every_day_takes_one_command(run, repo):
    done = run("sign", repo, "--keys", keys().folder)

    assert (done.exit_code, done.stdout) == (0, "Signé : timestamp.\n")


def test_who_signs_is_told_what_runs_out(run, authors, tmp_path):
    repo, own = tmp_path / "repo", copied_keys(tmp_path)
    draft_of(["sn"], authors.folder).publish(repo, own, datetime.now(UTC) - timedelta(days=200))
    for file in own.folder.glob("software-*"):
        file.unlink()

    done = run("sign", repo, "--keys", own.folder)

    assert done.exit_code == 0
    assert "sinon les boîtes ne prennent plus rien : « software ». Apportez sa clé" in done.stderr
    assert done.stderr.count("\n") == 1


def test_new_keys_are_told_with_what_was_signed_again(run, authors, tmp_path):
    repo, own = authors.publish(tmp_path / "repo"), copied_keys(tmp_path)

    done = run("keys", "rotate", "country-sn", "--in", repo, "--keys", own.folder)

    assert done.exit_code == 0
    assert "Signé à nouveau : country-sn, snapshot, targets, timestamp." in done.stdout
    assert run("check", repo).exit_code == 0


def test_who_mistypes_a_role_is_told_which_there_are(run, repo):
    done = run("keys", "rotate", "sn", "--in", repo, "--keys", keys().folder)

    assert done.exit_code == 1
    assert "Ses rôles : root, " in done.stderr
    assert "country-sn" in done.stderr
