"""Reports go up and receipts come back: by the line, by a stick, and whatever is lost, copied or replaced."""

import os
import shutil

import pytest
import signing
from hub import Box, Hub

from exchange.reports import Receipt, receipt_file, receipt_path
from exchange.signed import WronglySigned, signed
from exchange.store import sha256_of
from ministry.enrol.enrolling import open_drops, strike_off
from ministry.ingest.receipts import signing_key
from ministry.ingest.sticks import StrangeStick
from ministry.ingest.taking import MOST_ASIDE
from sync_agent.carriers.folder import Folder
from sync_agent.up.identity import identity_in
from sync_agent.up.outbox import RECEIVED, Halted


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
    assert day.whys["SN-0417"].endswith("(pi-1 card-1 ; pi-2 card-2)")
    assert (len(hub.aside()), hub.counted()) == (2, [])
    assert list(hub.places.accepted("SN-0417").iterdir()) == []
    for one in (box, copy):
        with pytest.raises(Halted, match="identity request"):
            one.pushes(Folder(hub.repo))
        assert one.outbox.halt == "copied"


def test_a_copied_card_is_found_though_the_report_of_the_box_is_damaged_by_now(hub, box, stick, tmp_path):
    copy, other_stick = copy_of(box, hub, machine="pi-2\x1b[2J"), Folder(tmp_path / "stick-2")
    other_stick.folder.mkdir()
    for one, way in ((box, stick), (copy, other_stick)):
        one.lays(one.machine)
        one.pushes(way)
    hub.ingests(stick.folder)
    next(hub.places.accepted("SN-0417").iterdir()).write_bytes(b"")

    day = hub.ingests(other_stick.folder)

    assert day.whys["SN-0417"].endswith("(? ; pi-2[2J)")
    assert len(hub.aside()) == 2


def test_what_was_put_aside_for_a_copy_does_not_come_back_when_it_is_sent_again(hub, box, stick, tmp_path):
    copy, other_stick = copy_of(box, hub), Folder(tmp_path / "stick-2")
    other_stick.folder.mkdir()
    for one, way in ((box, stick), (copy, other_stick)):
        one.lays(one.machine)
        one.pushes(way)
    first = shutil.copytree(stick.folder, tmp_path / "first")
    for way in (stick.folder, other_stick.folder, first, other_stick.folder):
        hub.ingests(way)

    assert (len(hub.aside()), hub.counted()) == (2, [])
    assert list(hub.places.accepted("SN-0417").iterdir()) == []


def test_a_copied_card_is_found_by_its_chain_when_the_double_report_was_lost(hub, box, stick, tmp_path):
    copy, other_stick = copy_of(box, hub), Folder(tmp_path / "stick-2")
    other_stick.folder.mkdir()
    for week in ("w1", "w2"):
        copy.lays(f"their {week}")
    copy.pushes(other_stick)
    sorted(other_stick.folder.glob("outbox/*/*"))[0].unlink()
    box.lays("w1")
    box.pushes(stick)

    hub.ingests(stick.folder)
    hub.ingests(other_stick.folder)

    assert hub.generation().forked == 2
    assert hub.counted() == hashes("w1")


def test_a_card_that_was_put_back_to_an_old_image_is_found(hub, box, stick):
    box.lays("w1")
    box.pushes(stick)
    image = copy_of(box, hub, "image", box.machine)
    box.lays("w2")
    box.pushes(stick)
    hub.ingests(stick.folder)

    image.lays("w2 told otherwise")
    with pytest.raises(Halted):
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
    assert (box.waiting(), box.outbox.halt) == ([], "")
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
    (box.outbox.folder / RECEIVED).unlink()

    box.lays("w2")
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1", "w2")
    assert hub.generation().forked == 0


def test_a_box_that_lost_its_last_number_and_meets_an_old_stick_is_no_copy(hub, box, stick, tmp_path):
    for week in ("w1", "w2"):
        box.lays(week)
        box.pushes(stick)
        hub.ingests(stick.folder)
        shutil.copytree(stick.folder, tmp_path / week)
        box.pushes(stick)
    (box.outbox.folder / "floor.json").write_bytes(b"")

    box.lays("w3")
    box.pushes(Folder(tmp_path / "w1"))
    box.pushes(stick)
    hub.ingests(stick.folder)
    box.pushes(stick)

    assert hub.counted() == hashes("w1", "w2", "w3")
    assert (hub.generation().forked, box.outbox.halt, box.waiting()) == (0, "", [])


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
    with pytest.raises(Halted, match="une autre clé"):
        box.pushes(stick)
    assert (box.outbox.halt, new.outbox.halt) == ("replaced", "")


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
    with pytest.raises(Halted, match="radiée"):
        box.pushes(stick)
    assert box.outbox.halt == "struck-off"


def test_a_report_of_a_box_that_is_not_enrolled_is_not_taken(hub, box, stick, tmp_path):
    other = Hub(tmp_path / "elsewhere")
    box.lays("w1")
    box.pushes(stick)

    assert other.ingests(stick.folder).counts == {}
    assert len(list(stick.folder.glob("outbox/*/*"))) == 1


@pytest.mark.parametrize(
    ("place", "leads_to"), [("outbox", "accepted"), ("outbox/SN-0417", "accepted/SN-0417")]
)
def test_a_link_on_a_stick_clears_nothing_that_was_counted(hub, box, stick, tmp_path, place, leads_to):
    box.lays("w1")
    box.pushes(stick)
    hub.ingests(stick.folder)
    link = tmp_path / "strange" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(hub.places.folder / leads_to)

    with pytest.raises(StrangeStick, match="est un lien"):
        hub.ingests(tmp_path / "strange")

    assert len(list(hub.places.accepted("SN-0417").iterdir())) == 1


@pytest.mark.parametrize(
    "trick", ["torn", "changed", "renamed", "link", "pipe", "huge", "folder", "another's", "no text"]
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
    elif trick == "no text":
        rubbish = signed("report", b'[1,"\xff\xfe"]', identity_in(tmp_path / "box" / "identity").key)
        bad.with_name(f"0001-00000002-{sha256_of(rubbish)[:16]}.rpt").write_bytes(rubbish)
    else:
        other = Box(tmp_path / "other", hub)
        hub.enrols(other, "SN-0418")
        other.lays("x1")
        other.outbox.seal_next()
        shutil.copy(other.outbox.waiting()[0], bad.parent)


def test_who_sends_rubbish_without_end_fills_nothing(hub, box):
    for number in range(MOST_ASIDE + 20):
        content = f"rubbish {number}".encode()
        name = f"0001-{number:08}-{sha256_of(content)[:16]}.rpt"
        (hub.places.arrived("SN-0417") / name).write_bytes(content)

    hub.ingests()

    assert len(hub.aside()) == MOST_ASIDE
    assert list(hub.places.arrived("SN-0417").iterdir()) == []


def test_a_file_that_is_still_growing_is_left_alone(hub, box):
    growing = hub.places.arriving("SN-0417") / ".0001-00000001-0123456789abcdef.rpt.a1b2c3"
    growing.write_bytes(b"half")

    assert hub.ingests().counts == {}
    assert growing.exists()
