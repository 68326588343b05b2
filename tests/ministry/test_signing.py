"""Who publishes may be cut at any step, lose a key, take the wrong one: boxes see the old tree or the new."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.documents import Edition
from exchange.errors import DamagedFile
from exchange.trust.checking import NotWhole, TooOld, check
from ministry.signing import metadata
from ministry.signing.editions import ToSign, root_bytes, running_out, sign_again, sign_editions
from ministry.signing.keys import RETIRED, Keys, KeyThere, MissingKey, make_keys, roles_for, roles_to_make
from ministry.signing.metadata import SigningAlready, StrangeKey, TooFewKeys, one_at_a_time
from ministry.signing.rotation import UnknownRole, rotate
from ministry.signing.sealed import WrongPassphrase

QUICK = 2**4  # scrypt in a test
TODAY = datetime(2026, 11, 22, tzinfo=UTC)
B, C = "b" * 64, "c" * 64


class PowerCut(BaseException):
    pass


class Ministry:
    def __init__(self, folder):
        self.repo, self.folder = folder / "repo", folder
        self.keys = Keys(folder / "keys", "mil et mangue")
        make_keys(self.keys, roles_for(["sn"]), scrypt_n=QUICK)

    def publishes(self, number, pack=B):
        ready = ToSign(Edition("sn", number, {"sn/country": pack}), {pack: 10})
        return sign_editions(self.repo, self.keys, [ready], TODAY)

    def signs(self, now):
        return sign_again(self.repo, self.keys, now)

    def rotates(self, role):
        return rotate(self.repo, self.keys, role, TODAY, scrypt_n=QUICK)

    def loses(self, *names):
        for name in names:
            (self.keys.folder / name).unlink()

    def read_by(self, box):
        return (
            check(self.repo / "head", self.folder / box, root_bytes(self.repo), TODAY).edition("sn").edition
        )


@pytest.fixture
def ministry(tmp_path):
    made = Ministry(tmp_path)
    made.publishes("1")
    return made


@pytest.fixture
def power(monkeypatch):
    """Let so many files take their names, then cut."""
    replace, rename = Path.replace, Path.rename

    def for_steps(left):
        steps = iter(range(left))

        def counted(do):
            def step(*args):
                if next(steps, None) is None:
                    raise PowerCut
                return do(*args)

            return step

        monkeypatch.setattr(Path, "replace", counted(replace))
        monkeypatch.setattr(Path, "rename", counted(rename))

    yield for_steps
    monkeypatch.undo()


def until_it_is_done(do, power):
    """Do it with power for 0, 1, 2 … steps, until it comes to its end; yield after each cut."""
    for steps in range(100):
        power(steps)
        try:
            do()
        except PowerCut:
            power(10_000)
            yield steps
        else:
            power(10_000)
            return
    raise AssertionError("no end")


def test_a_publication_that_is_cut_shows_the_old_edition_or_the_new_and_the_next_one_heals_it(
    ministry, power, tmp_path
):
    ministry.read_by("box")
    begun = shutil.copytree(ministry.repo, tmp_path / "begun")
    steps = 0
    for steps in until_it_is_done(lambda: ministry.publishes("2", C), power):
        with suppress(NotWhole):  # caught in the middle: to be tried again
            assert ministry.read_by("box") in ("1", "2")
        ministry.publishes("2", C)
        assert ministry.read_by("box") == ministry.read_by(f"new-{steps}") == "2"
        shutil.rmtree(tmp_path / "box")
        shutil.rmtree(ministry.repo)
        shutil.copytree(begun, ministry.repo)
        (tmp_path / "box-floor.json").unlink()
        ministry.read_by("box")

    assert steps > 4
    assert ministry.read_by("box") == "2"


@pytest.mark.parametrize("role", ["country-sn", "timestamp", "root"])
def test_a_rotation_that_is_cut_is_begun_again(ministry, power, role):
    ministry.read_by("box")
    steps = list(until_it_is_done(lambda: ministry.rotates(role), power))

    ministry.publishes("2", C)

    assert len(steps) > 6
    assert ministry.read_by("box") == ministry.read_by("new") == "2"


@pytest.mark.parametrize("role", ["snapshot", "country-sn", "root"])
def test_signing_goes_on_after_a_rotation_that_was_cut(ministry, power, role):
    ministry.read_by("box")
    for _ in until_it_is_done(lambda: ministry.rotates(role), power):
        ministry.publishes("2", C)
        assert ministry.read_by("box") == "2"


@pytest.mark.parametrize("command", ["publishes", "signs", "rotates"])
@pytest.mark.parametrize("role", ["country-sn", "targets"])
def test_what_a_stranger_wrote_into_the_tree_is_never_signed(ministry, command, role):
    """Also where the key of the role is at hand, as every night."""
    file = ministry.repo / "metadata" / f"1.{role}.json"
    file.write_bytes(file.read_bytes().replace(b"2027-11-22", b"2099-11-22"))
    before = {path: path.read_bytes() for path in ministry.repo.rglob("*.json")}

    with pytest.raises(DamagedFile, match=f"1.{role}.json n'est pas signé par sa clé"):
        getattr(ministry, command)({"publishes": "2", "signs": TODAY, "rotates": "region"}[command])
    assert {path: path.read_bytes() for path in ministry.repo.rglob("*.json")} == before


def test_a_lost_key_is_replaced_without_it(ministry):
    ministry.read_by("box")
    ministry.loses("country-sn.key")

    ministry.rotates("country-sn")
    ministry.publishes("2", C)

    assert ministry.read_by("box") == "2"


def test_a_lost_root_key_is_replaced_by_the_two_others(ministry):
    ministry.read_by("box")
    ministry.loses("root-2.key")
    ministry.rotates("root")
    ministry.rotates("targets")

    assert ministry.read_by("box") == ministry.read_by("new") == "1"


def test_one_root_key_of_three_replaces_nothing_and_moves_no_key(ministry):
    ministry.loses("root-2.key", "root-3.key")
    before = sorted(ministry.keys.folder.rglob("*"))

    for role in ("root", "timestamp"):
        with pytest.raises(TooFewKeys, match=r"root-3\.key"):
            ministry.rotates(role)
    assert sorted(ministry.keys.folder.rglob("*")) == before


def test_what_a_rotation_needs_is_asked_for_before_any_key_is_moved(ministry):
    ministry.loses("snapshot.key")
    before = sorted(ministry.keys.folder.rglob("*"))

    with pytest.raises(MissingKey, match="snapshot"):
        ministry.rotates("country-sn")

    assert sorted(ministry.keys.folder.rglob("*")) == before


def test_former_keys_go_aside_and_sign_nothing(ministry):
    before = (ministry.keys.folder / "country-sn.key").read_bytes()
    ministry.rotates("country-sn")
    (aside,) = (ministry.keys.folder / RETIRED).iterdir()
    assert aside.read_bytes() == before

    aside.replace(ministry.keys.folder / "country-sn.key")
    with pytest.raises(StrangeKey, match="ministry keys rotate country-sn"):
        ministry.publishes("2", C)


def test_keys_of_another_ministry_sign_nothing(ministry, tmp_path):
    other = Keys(tmp_path / "other", "mil et mangue")
    make_keys(other, roles_for(["sn"]), scrypt_n=QUICK)
    head = {file: file.read_bytes() for file in (ministry.repo / "head").iterdir()}

    with pytest.raises(StrangeKey):
        sign_again(ministry.repo, other, TODAY)

    assert {file: file.read_bytes() for file in (ministry.repo / "head").iterdir()} == head


def test_a_role_that_is_none_is_told(ministry):
    with pytest.raises(UnknownRole, match="country-xx"):
        ministry.rotates("country-xx")


def test_two_publications_at_once_are_one_after_the_other(ministry):
    with one_at_a_time(ministry.repo), pytest.raises(SigningAlready):
        ministry.publishes("2", C)


def test_what_was_in_head_and_is_not_signed_is_taken_away(ministry):
    (ministry.repo / "head" / "sn.json").write_text("{}")

    ministry.publishes("2", C)

    assert not (ministry.repo / "head" / "sn.json").exists()


def test_signing_every_day_keeps_boxes_of_a_publishing_machine_up_to_date_for_a_year(ministry, tmp_path):
    ministry.loses("root-1.key", "root-2.key", "root-3.key", "targets.key", "enrol-sn.key")  # elsewhere
    ministry.loses("software-1.key", "software-2.key")
    box, anchor = tmp_path / "box", root_bytes(ministry.repo)
    for days in range(0, 360, 30):
        sign_again(ministry.repo, ministry.keys, TODAY + timedelta(days))
        check(ministry.repo / "head", box, anchor, TODAY + timedelta(days + 4))

    assert set(running_out(ministry.repo, TODAY + timedelta(355))) == {"targets", "software", "enrol-sn"}
    with pytest.raises(TooOld):
        check(ministry.repo / "head", box, anchor, TODAY + timedelta(366))


def test_nine_months_before_its_end_the_root_is_asked_for(ministry):
    end = TODAY + timedelta(days=3 * 365)

    assert "root" not in running_out(ministry.repo, end - timedelta(days=271))
    assert running_out(ministry.repo, end - timedelta(days=269))["root"] == end


def test_two_root_keys_brought_to_the_daily_signature_give_it_three_more_years(ministry, tmp_path):
    late = TODAY + timedelta(days=2 * 365)
    ministry.loses("root-1.key")
    assert "root" not in ministry.signs(TODAY + timedelta(days=300))
    assert "root" in ministry.signs(late)

    assert "root" not in running_out(ministry.repo, late + timedelta(days=800))
    check(ministry.repo / "head", tmp_path / "box", root_bytes(ministry.repo), late)


def test_keys_are_never_written_over(ministry):
    before = (ministry.keys.folder / "root-1.key").read_bytes()

    with pytest.raises(KeyThere):
        make_keys(ministry.keys, ["timestamp", "root"], scrypt_n=QUICK)

    assert (ministry.keys.folder / "root-1.key").read_bytes() == before


def test_one_more_country_takes_only_its_own_keys_and_the_one_of_targets(ministry, tmp_path):
    make_keys(ministry.keys, roles_to_make(ministry.keys.folder, ["ml"]), scrypt_n=QUICK)
    ministry.loses("root-1.key", "root-2.key", "root-3.key", "software-1.key")
    ready = ToSign(Edition("ml", "1", {"ml/country": C}), {C: 10})

    sign_editions(ministry.repo, ministry.keys, [ready], TODAY)

    believed = check(ministry.repo / "head", tmp_path / "box", root_bytes(ministry.repo), TODAY)
    assert (believed.edition("ml").edition, believed.edition("sn").edition) == ("1", "1")


@pytest.mark.parametrize("spoil", [lambda whole: whole[:-9], lambda whole: b"", lambda whole: whole * 2])
def test_a_damaged_key_is_told_as_one(ministry, spoil):
    file = ministry.keys.folder / "country-sn.key"
    file.write_bytes(spoil(file.read_bytes()))

    with pytest.raises(WrongPassphrase, match=r"country-sn\.key"):
        ministry.publishes("2", C)


def test_a_key_is_read_by_its_owner_only_and_tells_nobody_its_passphrase(ministry):
    assert {file.stat().st_mode & 0o777 for file in ministry.keys.folder.iterdir()} == {0o600}
    assert ministry.keys.folder.stat().st_mode & 0o777 == 0o700
    assert "mangue" not in repr(ministry.keys)


def test_metadata_that_nobody_was_told_of_is_passed_over(ministry):
    """A publication that was cut has laid down a version; the next one takes its number again."""
    orphan = ministry.repo / "metadata" / "2.country-sn.json"
    shutil.copy(ministry.repo / "metadata" / "1.country-sn.json", orphan)

    ministry.publishes("2", C)

    assert metadata.read_current(ministry.repo, "country-sn").signed.version == 2
    assert ministry.read_by("box") == "2"
