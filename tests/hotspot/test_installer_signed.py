"""A box believes the ministry whose first root it was given, and takes nothing older than what it saw."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from signing import PASSPHRASE, QUICK, TODAY, keys, root_of

from exchange.trust.checking import TooOld, Untrusted
from hotspot.content import catalogue, installer
from hotspot.content.arrivals import WrongEdition
from hotspot.content.believing import NoRoot, OtherRoot
from ministry.signing.editions import sign_again
from ministry.signing.keys import Keys, make_keys, roles_for
from runtime import clock


def active(box):
    box.reopened()
    return catalogue.edition()


def publishes(box, edition):
    return box.ministry.retitled(edition, f"Titre {edition}").lay_down()


def put_in(box, repo, **more):
    return installer.install(repo, box.settings, **more).edition


def test_a_box_that_was_given_no_root_believes_nobody(empty_box):
    with pytest.raises(NoRoot, match="--root FICHIER"):
        put_in(empty_box, empty_box.ministry.lay_down())

    assert not empty_box.settings.catalogue_file.exists()


def test_the_root_is_given_once_and_kept(empty_box):
    repo = empty_box.ministry.lay_down()

    put_in(empty_box, repo, root=root_of(repo))

    assert empty_box.settings.root_file.read_bytes() == root_of(repo).read_bytes()
    assert put_in(empty_box, publishes(empty_box, "2026.2")) == "2026.2"
    assert put_in(empty_box, repo, root=root_of(repo)) == "2026.2"


@pytest.mark.parametrize("left", [b"", bytes(500), b'{"signed":'])
def test_a_first_root_that_a_power_cut_has_damaged_is_put_right(box, left):
    kept = box.settings.root_file.read_bytes()
    box.settings.root_file.write_bytes(left)

    assert put_in(box, publishes(box, "2026.2")) == "2026.2"
    assert box.settings.root_file.read_bytes() == kept


def test_a_damaged_root_of_a_box_that_has_believed_nobody_yet_can_be_given_again(empty_box):
    empty_box.settings.root_file.write_bytes(bytes(500))
    repo = empty_box.ministry.lay_down()

    assert put_in(empty_box, repo, root=root_of(repo)) == "2026.1"
    assert empty_box.settings.root_file.read_bytes() == root_of(repo).read_bytes()


def test_a_root_that_leads_to_nothing_is_not_kept(empty_box, tmp_path):
    repo = empty_box.ministry.lay_down()
    strange = tmp_path / "strange.json"
    strange.write_text(json.dumps({"signatures": [], "signed": {}}))

    with pytest.raises(Untrusted):
        put_in(empty_box, repo, root=strange)

    assert not empty_box.settings.root_file.exists()
    assert put_in(empty_box, repo, root=root_of(repo)) == "2026.1"


def test_a_box_changes_its_ministry_for_nobody(box, tmp_path):
    other = root_of(signed_by_others(box, tmp_path))

    with pytest.raises(OtherRoot, match="sans --root"):
        put_in(box, other.parents[1], root=other)

    assert active(box) == "2026.1"


def test_a_tree_that_another_ministry_has_signed_is_refused(box, tmp_path):
    with pytest.raises(Untrusted, match="signatures ne sont pas bonnes"):
        put_in(box, signed_by_others(box, tmp_path))

    assert active(box) == "2026.1"


def test_a_tree_without_signatures_is_refused(box):
    repo = publishes(box, "2026.2")
    shutil.rmtree(repo / "head")

    with pytest.raises(WrongEdition, match="n'est pas un dépôt signé"):
        put_in(box, repo)

    assert active(box) == "2026.1"


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "region", "country-sn"])
def test_one_changed_word_in_a_signature_refuses_the_tree(box, role):
    repo = publishes(box, "2026.2")
    file = repo / "head" / f"{role}.json"
    file.write_bytes(file.read_bytes().replace(b'"expires":"20', b'"expires":"21'))

    with pytest.raises(Untrusted):
        put_in(box, repo)

    assert active(box) == "2026.1"


def test_an_old_stick_takes_no_box_back(box, tmp_path):
    old = shutil.copytree(box.ministry.lay_down(), tmp_path / "old")
    put_in(box, publishes(box, "2026.2"))

    with pytest.raises(TooOld, match="plus récent"):
        put_in(box, old)

    assert active(box) == "2026.2"


def test_what_the_messenger_has_seen_holds_for_an_installation_by_hand_too(box, tmp_path):
    old = shutil.copytree(box.ministry.lay_down(), tmp_path / "old")
    box.brings_signatures(publishes(box, "2026.2"))

    with pytest.raises(TooOld):
        put_in(box, old)


def test_a_memory_that_a_power_cut_has_emptied_lets_nothing_older_in(box, tmp_path):
    old = shutil.copytree(box.ministry.lay_down(), tmp_path / "old")
    put_in(box, publishes(box, "2026.2"))
    for file in (box.settings.store_folder / "trust").glob("*.json"):
        file.write_bytes(b"")

    with pytest.raises(TooOld):
        put_in(box, old)
    assert put_in(box, publishes(box, "2026.3")) == "2026.3"


def test_what_a_signature_has_proven_of_the_time_holds_without_a_clock(box, tmp_path):
    repo = box.ministry.lay_down()
    old = shutil.copytree(repo, tmp_path / "old")
    sign_again(repo, keys(), TODAY + timedelta(days=300))
    assert put_in(box, repo) == "2026.1"
    shutil.rmtree(box.settings.store_folder / "trust")

    with pytest.raises(TooOld):
        put_in(box, old)

    assert clock.now() < TODAY + timedelta(days=300)


def test_signatures_that_have_run_out_are_refused(empty_box, monkeypatch):
    repo = empty_box.ministry.lay_down()
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=200))

    with pytest.raises(TooOld, match="trop vieilles"):
        put_in(empty_box, repo, root=root_of(repo))


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_is_wrong_by_decades_locks_no_box_out(empty_box, monkeypatch, year):
    repo = empty_box.ministry.lay_down()
    monkeypatch.setattr(clock, "now", lambda: datetime(year, 1, 1, tzinfo=UTC))

    assert put_in(empty_box, repo, root=root_of(repo)) == "2026.1"


def test_a_box_nearby_finds_in_the_store_what_was_signed(box):
    repo = publishes(box, "2026.2")

    put_in(box, repo)

    names = {
        "timestamp.json",
        "snapshot.json",
        "targets.json",
        "region.json",
        "country-sn.json",
        "1.root.json",
    }
    for name in names:
        assert (box.settings.store_folder / "head" / name).read_bytes() == (repo / "head" / name).read_bytes()


def test_a_dry_run_remembers_nothing(empty_box):
    repo = empty_box.ministry.lay_down()

    put_in(empty_box, repo, root=root_of(repo), dry_run=True)

    assert not empty_box.settings.root_file.exists()
    assert not (empty_box.settings.store_folder / "trust").exists()


def test_an_installation_waits_for_the_messengers_move(box, monkeypatch):
    monkeypatch.setattr(installer, "TURN_SECONDS", 0)
    with installer.store_lock(box.settings), pytest.raises(installer.StoreTaken):
        box.install()

    assert box.install().edition == "2026.1"


def signed_by_others(box, tmp_path):
    """The same edition, and the keys of another ministry."""
    strangers = Keys(tmp_path / "strangers", PASSPHRASE)
    make_keys(strangers, roles_for(["sn"]), scrypt_n=QUICK)
    box.ministry.folder = tmp_path / "theirs"
    return box.ministry.lay_down(strangers)
