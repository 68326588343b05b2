"""What a box believes of what a carrier brings: the newest that was rightly signed, and nothing else."""

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tuf.api.metadata import Metadata, MetaFile, TargetFile

from exchange.documents import Edition
from exchange.store import sha256_of
from exchange.trust.checking import NotWhole, TooOld, Untrusted, check, trusted
from exchange.trust.roles import SOFTWARE, target_of
from ministry.signing.editions import ToSign, root_bytes, sign_again, sign_editions
from ministry.signing.keys import Keys, MissingKey, make_keys, roles_for
from ministry.signing.metadata import Desk, TooFewKeys
from ministry.signing.rotation import rotate

QUICK = 2**4  # scrypt in a test
TODAY = datetime(2026, 11, 22, tzinfo=UTC)
A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


class Publisher:
    def __init__(self, folder):
        self.repo, self.folder = folder / "repo", folder
        self.keys = Keys(folder / "keys", "mil et mangue")
        make_keys(self.keys, roles_for(["sn", "tn"]), scrypt_n=QUICK)

    def publishes(self, number, packs, country="sn", now=TODAY, mirrors=None):
        ready = ToSign(Edition(country, number, packs), dict.fromkeys(packs.values(), 10), mirrors)
        return sign_editions(self.repo, self.keys, [ready], now)

    def rotates(self, role):
        return rotate(self.repo, self.keys, role, TODAY, scrypt_n=QUICK)

    def as_it_is(self, name):
        return shutil.copytree(self.repo, self.folder / name) / "head"

    @property
    def head(self):
        return self.repo / "head"


class Box:
    def __init__(self, folder, anchor):
        self.memory, self.anchor = folder / "trust", anchor

    def takes(self, head, at=TODAY, country="sn"):
        return check(head, self.memory, self.anchor, at).edition(country)


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes("1", {"region/maths/1": A, "sn/country": B})
    return made


@pytest.fixture
def new_box(publisher, tmp_path):
    def box(name="box"):
        (tmp_path / name).mkdir()
        return Box(tmp_path / name, root_bytes(publisher.repo))

    return box


@pytest.fixture
def box(new_box):
    return new_box()


def forged(head, role, signers, change):
    """Change what a role says, and sign it with these keys."""
    file = head / f"{role}.json"
    said = Metadata.from_file(str(file))
    change(said.signed)
    said.signatures.clear()
    for signer in signers:
        said.sign(signer, append=True)
    said.to_file(str(file))


def test_a_signed_edition_is_taken(publisher, box):
    assert box.takes(publisher.head).packs == {"region/maths/1": A, "sn/country": B}


def test_what_was_taken_is_still_known_without_a_carrier(publisher, box):
    box.takes(publisher.head)

    assert trusted(box.memory).edition("sn").edition == "1"


def test_a_country_that_did_not_publish_keeps_its_older_region(publisher, box):
    publisher.publishes("7", {"region/maths/1": A, "tn/country": C}, "tn")
    publisher.publishes("2", {"region/maths/1": D, "sn/country": B})

    assert box.takes(publisher.head).packs["region/maths/1"] == D
    assert box.takes(publisher.head, country="tn").packs["region/maths/1"] == A


def test_the_same_edition_again_signs_nothing(publisher):
    assert publisher.publishes("1", {"region/maths/1": A, "sn/country": B}) == []


def test_mirrors_are_signed_and_kept_until_others_are_named(publisher, box):
    publisher.publishes("1", {"sn/country": B}, mirrors=("rsync://a.example:873", "rsync://10.0.0.1"))
    publisher.publishes("2", {"sn/country": C})
    box.takes(publisher.head)
    assert trusted(box.memory).mirrors("sn") == ("rsync://a.example:873", "rsync://10.0.0.1")

    publisher.publishes("2", {"sn/country": C}, mirrors=("rsync://b.example",))
    box.takes(publisher.head)
    assert trusted(box.memory).mirrors("sn") == ("rsync://b.example",)


def test_a_mirror_that_this_version_does_not_know_is_passed_over(publisher, box):
    named = ["--rsh=sh", "rsync://a.example/;x", "https://later.example", 7, "rsync://good.example/tree"]
    _sign_as(publisher, "country-sn", lambda signed: signed.unrecognized_fields.update(mirrors=named))
    box.takes(publisher.head)

    assert trusted(box.memory).mirrors("sn") == ("rsync://good.example/tree",)
    assert trusted(box.memory).mirrors("tn") == ()


def test_an_old_stick_takes_nothing_back(publisher, box):
    old = publisher.as_it_is("stick")
    publisher.publishes("2", {"sn/country": C})
    box.takes(publisher.head)

    with pytest.raises(TooOld):
        box.takes(old)
    assert trusted(box.memory).edition("sn").edition == "2"


def test_an_old_stick_takes_nothing_back_after_a_power_cut_emptied_the_memory(publisher, box):
    old = publisher.as_it_is("stick")
    publisher.publishes("2", {"sn/country": C})
    box.takes(publisher.head)
    for name in ("timestamp.json", "snapshot.json", "country-sn.json"):
        (box.memory / name).write_bytes(b"")

    with pytest.raises(TooOld):
        box.takes(old)
    assert box.takes(publisher.head).edition == "2"


def test_a_box_that_lost_all_but_its_floor_takes_nothing_older(publisher, box):
    old = publisher.as_it_is("stick")
    publisher.publishes("2", {"sn/country": C})
    box.takes(publisher.head)
    shutil.rmtree(box.memory)

    with pytest.raises(TooOld):
        box.takes(old)


def test_a_carrier_cannot_stop_the_time(publisher, box):
    box.takes(publisher.head)

    with pytest.raises(TooOld):
        box.takes(publisher.head, TODAY + timedelta(days=121))
    assert trusted(box.memory).edition("sn").edition == "1"


@pytest.mark.parametrize("year", [1970, 2000])
def test_a_clock_that_is_behind_stops_no_new_edition(publisher, box, year):
    assert box.takes(publisher.head, datetime(year, 1, 1, tzinfo=UTC)).edition == "1"


def test_a_clock_of_2099_takes_nothing_new_and_loses_nothing(publisher, box):
    box.takes(publisher.head)
    publisher.publishes("2", {"sn/country": C})

    with pytest.raises(TooOld):
        box.takes(publisher.head, datetime(2099, 1, 1, tzinfo=UTC))
    assert box.takes(publisher.head).edition == "2"


def test_parts_of_two_editions_are_not_one(publisher, box):
    old = publisher.as_it_is("old")
    publisher.publishes("2", {"sn/country": C})
    mixed = publisher.as_it_is("mixed")
    shutil.copy(old / "country-sn.json", mixed)

    with pytest.raises(NotWhole, match="ne vont pas ensemble"):
        box.takes(mixed)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "country-sn", "region"])
def test_a_changed_byte_is_seen(publisher, box, role):
    head = publisher.as_it_is("stick")
    file = head / f"{role}.json"
    file.write_text(file.read_text().replace("2027", "2028", 1))

    with pytest.raises(Untrusted):
        box.takes(head)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "country-sn", "region"])
def test_a_part_that_is_missing_is_waited_for(publisher, box, role):
    head = publisher.as_it_is("stick")
    (head / f"{role}.json").unlink()

    with pytest.raises(NotWhole):
        box.takes(head)


@pytest.mark.parametrize("trick", ["link", "pipe", "folder", "endless"])
def test_a_stick_with_tricks_is_refused(publisher, box, trick, tmp_path):
    head = publisher.as_it_is("stick")
    file = head / "timestamp.json"
    whole = file.read_bytes()
    file.unlink()
    if trick == "link":
        (tmp_path / "elsewhere").write_bytes(whole)
        file.symlink_to(tmp_path / "elsewhere")
    elif trick == "pipe":
        os.mkfifo(file)
    elif trick == "folder":
        file.mkdir()
    else:
        file.write_bytes(whole + b" " * 100_000)

    with pytest.raises((NotWhole, Untrusted)):
        box.takes(head)


def test_a_country_cannot_sign_for_the_region(publisher, box):
    def name_a_pack_of_the_region(signed):
        signed.targets[target_of("region", D)] = TargetFile(10, {"sha256": D}, target_of("region", D))
        signed.unrecognized_fields["edition"]["packs"]["region/maths/1"] = D

    _sign_as(publisher, "country-sn", name_a_pack_of_the_region)

    with pytest.raises(Untrusted, match="region"):
        box.takes(publisher.head)


def test_a_country_cannot_sign_for_another(publisher, box):
    publisher.publishes("7", {"tn/country": C}, "tn")
    _sign_as(
        publisher, "country-sn", lambda signed: signed.unrecognized_fields["edition"].update(country="tn")
    )

    with pytest.raises(Untrusted):
        box.takes(publisher.head)
    assert trusted(box.memory).edition("tn").packs == {"tn/country": C}


def test_a_key_for_content_makes_no_box_run_code(publisher, box):
    def name_a_program(signed):
        signed.targets[target_of(SOFTWARE, D)] = TargetFile(10, {"sha256": D}, target_of(SOFTWARE, D))

    for role in ("country-sn", "region", "receipts"):
        _sign_as(publisher, role, name_a_program)

    box.takes(publisher.head)
    assert trusted(box.memory).length_of(SOFTWARE, D) is None


def test_software_takes_two_keys(publisher, box):
    (publisher.keys.folder / "software-2.key").unlink()
    (publisher.keys.folder / "software-3.key").unlink()

    with pytest.raises(TooFewKeys):
        _sign_as(publisher, SOFTWARE, lambda signed: None)


def test_a_stolen_country_key_is_worth_nothing_after_its_rotation(publisher, box):
    box.takes(publisher.head)
    stolen = publisher.keys.signers("country-sn")
    publisher.rotates("country-sn")
    assert box.takes(publisher.head).edition == "1"

    head = publisher.as_it_is("evil")
    forged(
        head,
        "country-sn",
        stolen,
        lambda signed: signed.unrecognized_fields["edition"].update(edition="evil"),
    )

    with pytest.raises(Untrusted):
        Box(publisher.folder / "fresh", box.anchor).takes(head)


@pytest.mark.parametrize(
    "role", ["root", "targets", "snapshot", "timestamp", "region", "enrol-sn", "receipts"]
)
def test_every_key_can_be_replaced_and_a_box_that_slept_follows(publisher, box, new_box, role):
    box.takes(publisher.head)
    publisher.rotates(role)
    publisher.rotates(role)
    publisher.publishes("2", {"sn/country": C})

    assert box.takes(publisher.head).edition == "2"
    assert new_box("new").takes(publisher.head).edition == "2"


def test_who_has_stolen_the_online_keys_brings_neither_old_content_back_nor_new_content_in(publisher, box):
    old = publisher.as_it_is("old")
    publisher.publishes("2", {"sn/country": C})
    box.takes(publisher.head)
    head = publisher.as_it_is("evil")
    shutil.copy(old / "country-sn.json", head)
    forged(head, "snapshot", publisher.keys.signers("snapshot"), lambda one: _names(one, "country-sn", 1))
    content = (head / "snapshot.json").read_bytes()
    forged(head, "timestamp", publisher.keys.signers("timestamp"), lambda one: _points(one, content))

    with pytest.raises(TooOld):
        box.takes(head)
    for role in ("snapshot", "timestamp"):
        publisher.rotates(role)
    assert box.takes(publisher.head).edition == "2"


def _names(snapshot, role, version):
    snapshot.version += 1
    snapshot.meta[f"{role}.json"].version = version


def _points(timestamp, snapshot):
    timestamp.version += 1
    known = Metadata.from_bytes(snapshot).signed.version
    timestamp.snapshot_meta = MetaFile(known, len(snapshot), {"sha256": sha256_of(snapshot)})


def test_a_head_that_is_copied_while_a_publication_is_laid_down_is_asked_for_again(publisher, box):
    before = publisher.as_it_is("before")
    publisher.publishes("2", {"sn/country": C})
    names = ["country-sn.json", "region.json", "snapshot.json"]
    for count in range(1, len(names) + 1):
        head = shutil.copytree(before, publisher.folder / f"mixed-{count}")
        for name in names[:count]:
            shutil.copy(publisher.head / name, head)

        with pytest.raises(NotWhole):
            box.takes(head)

    assert box.takes(publisher.head).edition == "2"


def test_a_root_with_one_signature_of_two_is_not_followed(publisher, box):
    box.takes(publisher.head)
    one = publisher.keys.signers("root")[:1]
    root = Metadata.from_file(str(publisher.head / "1.root.json"))
    root.signed.version = 2
    root.signatures.clear()
    root.sign(one[0])
    head = publisher.as_it_is("evil")
    root.to_file(str(head / "2.root.json"))

    with pytest.raises(Untrusted):
        box.takes(head)


def test_a_count_driven_to_its_end_is_cured_by_new_keys(publisher, box):
    head = publisher.as_it_is("evil")
    forged(head, "timestamp", publisher.keys.signers("timestamp"), lambda one: setattr(one, "version", 2**31))
    box.takes(head)
    publisher.publishes("2", {"sn/country": C})
    with pytest.raises(TooOld):
        box.takes(publisher.head)

    publisher.rotates("timestamp")
    publisher.rotates("snapshot")

    assert box.takes(publisher.head).edition == "2"


def test_signing_again_keeps_what_was_said_and_moves_the_time(publisher, box):
    later = TODAY + timedelta(days=100)
    assert sign_again(publisher.repo, publisher.keys, later) == ["snapshot", "timestamp"]

    assert box.takes(publisher.head, later + timedelta(days=100)).edition == "1"
    assert trusted(box.memory).issued == later


def test_publishing_without_a_key_writes_nothing(publisher):
    (publisher.keys.folder / "country-sn.key").unlink()
    before = {file: file.read_bytes() for file in publisher.head.iterdir()}

    with pytest.raises(MissingKey):
        publisher.publishes("2", {"sn/country": C})

    assert {file: file.read_bytes() for file in publisher.head.iterdir()} == before


def _sign_as(publisher, role, change):
    desk = Desk(publisher.repo, publisher.keys, TODAY)
    said = desk.current(role)
    change(said.signed)
    desk.seal(role, said)
    desk.lay_down()
