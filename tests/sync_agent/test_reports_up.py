"""Reports go up and receipts come back: by the line, by a stick, and whatever is lost, copied or replaced."""

import os
import shutil

import pytest
import signing
from hub import Box, Hub

from exchange.enrolment import Certificate, WrongCertificate, certificate_file, request_of
from exchange.reports import Receipt, receipt_file, receipt_path
from exchange.signed import WronglySigned
from exchange.store import sha256_of
from ministry.enrol.enrolling import WrongCode, code_for, enrol, open_drops, strike_off
from ministry.ingest.receipts import signing_key
from sync_agent.carriers.folder import Folder
from sync_agent.identity import NotEnrolled, ask, identity_in, take
from sync_agent.outbox import Forked


@pytest.fixture
def hub(tmp_path):
    return Hub(tmp_path)


@pytest.fixture
def box(hub, tmp_path):
    made = Box(tmp_path / "box", hub)
    hub.enrols(made)
    return made


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return Folder(tmp_path / "stick")


def hashes(*bodies):
    return [sha256_of(body.encode()) for body in bodies]


def copy_of(box, hub, name="copy", machine="pi-2 card-2"):
    """What somebody makes who copies the card."""
    shutil.copytree(box.folder, box.folder.with_name(name))
    return Box(box.folder.with_name(name), hub, machine)


def test_reports_go_up_by_stick_and_receipts_come_back_on_it(hub, box, stick):
    box.lays("w1")
    box.lays("w2")
    box.pushes(stick)

    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1", "w2")
    assert box.waiting() == []
    assert list(stick.folder.glob("outbox/*/*")) == []


def test_only_a_receipt_frees_a_report(hub, box, stick):
    box.lays("w1")

    box.pushes(stick)
    box.a_day_later()
    box.pushes(stick)

    assert len(box.waiting()) == 1


def test_what_comes_twice_counts_once(hub, box, stick, tmp_path):
    box.lays("w1")
    box.pushes(stick)
    twin = shutil.copytree(stick.folder, tmp_path / "twin")

    hub.ingests(stick.folder)
    day = hub.ingests(twin)

    assert day.counts == {"known": 1}
    assert hub.counted() == hashes("w1")


def test_a_lost_receipt_is_written_again_when_the_report_comes_again(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    hub.ingests(stick.folder)
    shutil.rmtree(stick.folder / "receipts")

    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert box.waiting() == []
    assert hub.counted() == hashes("w1")


def test_a_receipt_that_is_played_again_frees_nothing_new(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)
    box.lays("w2")

    box.pushes(stick)

    assert len(box.waiting()) == 1


def test_a_receipt_for_another_box_frees_nothing(hub, box, stick, tmp_path):
    other = Box(tmp_path / "other", hub)
    hub.enrols(other, "SN-0418")
    other.lays("x1")
    other.pushes(stick)
    box.lays("w1")
    box.pushes(stick)
    shutil.rmtree(stick.folder / "outbox" / "SN-0417")
    hub.ingests(stick.folder)
    place = stick.folder / receipt_path("SN-0417")
    place.parent.mkdir(parents=True, exist_ok=True)
    (stick.folder / receipt_path("SN-0418")).replace(place)

    box.pushes(stick)

    assert len(box.waiting()) == 1


def test_a_receipt_that_another_key_has_signed_is_not_believed(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    file = box.outbox.waiting()[0]
    receipt = Receipt("SN-0417", 1, 1, sha256_of(file.read_bytes()), "2026-11-22T00:00:00+00:00")
    place = stick.folder / receipt_path("SN-0417")
    place.parent.mkdir(parents=True)
    place.write_bytes(receipt_file(receipt, signing_key(signing.keys(), "country-sn")))

    with pytest.raises(WronglySigned):
        box.pushes(stick)
    assert len(box.waiting()) == 1


def test_a_gap_is_told_and_nothing_beyond_it_is_freed(hub, box, stick):
    for week in ("w1", "w2", "w3"):
        box.lays(week)
    box.pushes(stick)
    second = sorted(stick.folder.glob("outbox/*/*"))[1]
    second.unlink()

    hub.ingests(stick.folder)
    box.pushes(stick)
    assert [name[5:13] for name in box.waiting()] == ["00000002", "00000003"]

    hub.ingests(stick.folder)
    box.pushes(stick)
    assert box.waiting() == []
    assert sorted(hub.counted()) == sorted(hashes("w1", "w2", "w3"))


def test_a_copied_card_is_found_at_the_first_double_number_and_both_are_put_aside(hub, box, stick, tmp_path):
    copy, other_stick = copy_of(box, hub), Folder(tmp_path / "stick-2")
    other_stick.folder.mkdir()
    box.lays("mine")
    copy.lays("theirs")
    box.pushes(stick)
    copy.pushes(other_stick)

    hub.ingests(stick.folder)
    day = hub.ingests(other_stick.folder)

    assert hub.generation().forked == 1
    assert "deux rapports 1" in day.whys["SN-0417"]
    assert (len(hub.aside()), hub.counted()) == (2, [])
    assert list(hub.places.accepted("SN-0417").iterdir()) == []
    for one in (box, copy):
        with pytest.raises(Forked, match="identity request"):
            one.pushes(Folder(hub.repo))


def test_a_card_that_was_put_back_to_an_old_image_is_found(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    image = copy_of(box, hub, "image", box.machine)
    box.lays("w2")
    box.pushes(stick)
    hub.ingests(stick.folder)

    image.lays("w2 told otherwise")
    with pytest.raises(Forked):
        image.pushes(stick)


def test_after_a_copy_the_right_box_gets_a_new_key_and_nothing_is_lost_or_double(hub, box, stick):
    copy = copy_of(box, hub)
    copy.lays("theirs")
    copy.pushes(stick)
    hub.ingests(stick.folder)
    shutil.rmtree(stick.folder / "receipts")
    for week in ("w1", "w2"):
        box.lays(week)
    box.pushes(stick)
    hub.ingests(stick.folder)

    hub.enrols(box)
    shutil.rmtree(stick.folder / "receipts")
    box.lays("w3")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert sorted(hub.counted()) == sorted(hashes("w1", "w2", "w3"))
    assert box.waiting() == []
    assert hub.generation().epoch == 2


def test_a_key_that_is_renewed_sends_again_what_had_no_receipt_and_it_counts_once(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    hub.ingests(stick.folder)

    hub.enrols(box)
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1")
    assert box.waiting() == []


def test_a_box_that_took_its_backup_again_goes_on_from_the_floor_and_is_no_copy(hub, box, stick):
    box.lays("w1")
    box.lays("w2")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    box.lays("w2")  # the school's own copy knows nothing of what went up since
    box.lays("w3")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1", "w2", "w3")
    assert hub.generation().forked == 0
    assert box.waiting() == []


def test_a_box_that_lost_its_last_number_asks_for_it_and_is_no_copy(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)
    (box.outbox.folder / "floor.json").write_bytes(b"")

    box.lays("w2")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1", "w2")
    assert hub.generation().forked == 0


def test_a_replaced_box_begins_anew_and_the_old_one_counts_no_more(hub, box, stick, tmp_path):
    new = Box(tmp_path / "new", hub, "pi-9 card-9")
    hub.enrols(new)
    box.lays("old")
    new.lays("new")

    box.pushes(stick)
    new.pushes(stick)
    day = hub.ingests(stick.folder)

    assert day.counts == {"taken": 1, "aside": 1}
    assert hub.counted() == hashes("new")
    assert (
        hub.places.secrets.read_text() == f"SN-0417:{identity_in(new.identity).password_file.read_text()}\n"
    )


def test_a_box_that_was_struck_off_is_heard_no_more(hub, box, stick):
    with hub.opened():
        strike_off("SN-0417", hub.now)
        open_drops(hub.places)
    box.lays("w1")
    box.pushes(stick)

    day = hub.ingests(stick.folder)

    assert "radiée" in day.whys["SN-0417"]
    assert hub.counted() == []
    assert hub.places.secrets.read_text() == ""


def test_a_report_of_a_box_that_is_not_enrolled_is_not_taken(hub, box, stick, tmp_path):
    other = Hub(tmp_path / "elsewhere")
    box.lays("w1")
    box.pushes(stick)

    assert other.ingests(stick.folder).counts == {}
    assert len(list(stick.folder.glob("outbox/*/*"))) == 1


@pytest.mark.parametrize(
    "trick", ["torn", "changed", "renamed", "link", "pipe", "huge", "folder", "another's"]
)
def test_what_is_no_whole_report_of_the_box_counts_nothing_and_stops_nothing(
    hub, box, stick, trick, tmp_path
):
    box.lays("w1")
    box.pushes(stick)
    whole = next(stick.folder.glob("outbox/*/*"))
    arrived = hub.places.arrived("SN-0417")
    bad = arrived / f"0001-00000007-{'a' * 16}.rpt"
    spoil(trick, bad, whole, hub, tmp_path)

    day = hub.ingests(stick.folder)

    assert hub.counted() == hashes("w1")
    assert day.counts["taken"] == 1
    assert list(arrived.iterdir()) == []


def spoil(trick, bad, whole, hub, tmp_path):
    content = whole.read_bytes()
    if trick == "torn":
        bad.with_name(whole.name.replace("00000001", "00000002")).write_bytes(content[:-5])
    elif trick == "changed":
        changed = content.replace(b'"', b"'", 1)
        bad.with_name(f"0001-00000001-{sha256_of(changed)[:16]}.rpt").write_bytes(changed)
    elif trick == "renamed":
        bad.with_name(whole.name.replace("00000001", "00000002")).write_bytes(content)
    elif trick == "link":
        bad.symlink_to("/etc/passwd")
    elif trick == "pipe":
        os.mkfifo(bad)
    elif trick == "huge":
        bad.write_bytes(bytes(70_000))
    elif trick == "folder":
        bad.mkdir()
        (bad / "x").touch()
    else:
        other = Box(tmp_path / "other", hub)
        hub.enrols(other, "SN-0418")
        other.lays("x1")
        other.outbox.seal_next()
        shutil.copy(other.outbox.waiting()[0], bad.parent)


def test_a_file_that_is_still_growing_is_left_alone(hub, box):
    growing = hub.places.arriving("SN-0417") / ".0001-00000001-0123456789abcdef.rpt.a1b2c3"
    growing.write_bytes(b"half")

    assert hub.ingests().counts == {}
    assert growing.exists()


# --- Who the box is -------------------------------------------------------------------------------------


def test_a_code_is_used_once(hub, tmp_path):
    first, second = Box(tmp_path / "first", hub), Box(tmp_path / "second", hub)
    key = signing_key(signing.keys(), "enrol-sn")
    with hub.opened():
        code = code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(first.identity, code, "1", hub.now).read_bytes())
        file = enrol(asked, key, hub.now)

        assert enrol(asked, key, hub.now) == file  # asked again after the power went
        with pytest.raises(WrongCode, match="déjà servi"):
            enrol(request_of(ask(second.identity, code, "2", hub.now).read_bytes()), key, hub.now)


def test_a_code_that_was_given_again_is_worth_nothing_any_more(hub, tmp_path):
    with hub.opened():
        old = code_for("SN-0417", "École", hub.now)
        code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(tmp_path / "identity", old, "1", hub.now).read_bytes())

        with pytest.raises(WrongCode):
            enrol(asked, signing_key(signing.keys(), "enrol-sn"), hub.now)


def test_a_request_that_was_changed_on_its_way_is_refused(box):
    file = bytearray(ask(box.identity, "0000-0000-0000", "1", box.clock).read_bytes())
    file[-80] ^= 1

    with pytest.raises((WronglySigned, WrongCertificate)):
        request_of(bytes(file))


def test_a_code_with_a_slip_in_it_is_told_at_once(box):
    with pytest.raises(WrongCertificate, match="Relisez-le"):
        ask(box.identity, "0000-0000-0001", "1", box.clock)


@pytest.mark.parametrize("lost", ["key", "certificate"])
def test_an_identity_that_a_power_cut_has_damaged_is_none(box, lost):
    (box.identity / lost).write_bytes(b"")

    assert identity_in(box.identity) is None


def test_a_power_cut_while_the_certificate_is_taken_leaves_the_old_box_or_the_new(hub, box):
    before = shutil.copytree(box.identity, box.folder / "before")
    hub.enrols(box)
    file = (box.identity / "certificate").read_bytes()
    asked = (box.identity / "key").read_bytes()
    for new in ((), ("certificate",), ("certificate", "key")):
        shutil.rmtree(box.identity)
        shutil.copytree(before, box.identity)
        (box.identity / "asked-key").write_bytes(asked)
        for name, content in (("certificate", file), ("key", asked)):
            if name in new:
                (box.identity / name).write_bytes(content)

        assert identity_in(box.identity).certificate.epoch == (2 if new else 1)
        assert take(box.identity, file, box.trusted).certificate.epoch == 2
        ask(box.identity, "0000-0000-0000", "1", box.clock)
        assert identity_in(box.identity).certificate.epoch == 2


@pytest.mark.parametrize("role", ["country-sn", "region", "receipts", "software", "targets", "timestamp"])
def test_only_the_role_that_enrols_makes_a_box(hub, tmp_path, role):
    box = Box(tmp_path / "box", hub)
    with hub.opened():
        code = code_for("SN-0417", "École", hub.now)
        asked = request_of(ask(box.identity, code, "1", hub.now).read_bytes())
    certificate = Certificate("SN-0417", "École", "1", asked.key, 1, "2026-11-22T00:00:00+00:00")

    with pytest.raises(WronglySigned):
        take(box.identity, certificate_file(certificate, signing_key(signing.keys(), role)), box.trusted)
    assert identity_in(box.identity) is None


def test_a_certificate_of_another_country_s_role_makes_no_box_of_ours(hub, tmp_path):
    box = Box(tmp_path / "box", hub)
    with hub.opened():
        asked = request_of(ask(box.identity, code_for("SN-0417", "É", hub.now), "1", hub.now).read_bytes())
    certificate = Certificate("SN-0417", "École", "1", asked.key, 1, "")

    with pytest.raises(WronglySigned):
        take(
            box.identity, certificate_file(certificate, signing_key(signing.keys(), "enrol-tn")), box.trusted
        )


def test_a_certificate_of_another_key_is_refused(hub, box, tmp_path):
    other = Box(tmp_path / "other", hub)
    file = hub.enrols(other, "SN-0418")

    with pytest.raises(NotEnrolled):
        take(box.identity, file, box.trusted)
    assert identity_in(box.identity).box == "SN-0417"
