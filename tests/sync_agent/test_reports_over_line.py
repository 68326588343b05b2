"""Reports go up over a line to the real drop, as `ministry serve-files` sets it up."""

import os
import subprocess
import threading
from contextlib import contextmanager

import pytest
from publishing_daemon import WHY_NOT, PublishingDaemon, dropped

from benchmarks.sync.line import Line
from exchange.errors import WorthAnotherTry
from exchange.store import sha256_of
from ministry.enrol.enrolling import open_drops, strike_off
from sync_agent.carriers.mirror import Mirror
from sync_agent.carriers.rsync import MirrorBusy, TransferRefused
from sync_agent.up.identity import identity_in
from sync_agent.up.outbox import Halted

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def line_to(hub, tmp_path):
    (hub.repo / "receipts").mkdir()
    daemon, lines = PublishingDaemon(hub.repo, hub.places, tmp_path), []

    def line(**how):
        lines.append(Line(daemon.port, **how))
        return lines[-1]

    yield line
    for one in lines:
        one.close()
    daemon.close()


def mirror(line, box):
    password_file = identity_in(box.identity).password_file
    return Mirror(
        f"rsync://127.0.0.1:{line.port}",
        lambda: line.down,
        threading.Event(),
        silence_seconds=1,
        password_file=password_file,
    )


@contextmanager
def full(folder):
    """A disk of one page, which is taken."""
    owner = folder.stat().st_uid
    command = ["mount", "-t", "tmpfs", "-o", f"size=4k,uid={owner},mode=700", "full", folder]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    (folder / ".taken").write_bytes(bytes(4096))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def ingests(hub):
    dropped(hub.places, "SN-0417")
    return hub.ingests()


def test_a_report_goes_up_and_its_receipt_comes_back_for_few_bytes(hub, box, line_to):
    body = os.urandom(1400)  # 2 KB when it is sealed
    box.lays("w1", body)
    line = line_to()

    box.pushes(mirror(line, box))
    size = box.outbox.waiting()[0].stat().st_size
    up, down = line.up, line.down
    ingests(hub)
    box.pushes(mirror(line, box))

    assert hub.counted() == [sha256_of(body)]
    assert box.waiting() == []
    assert 1_900 < size < 2_200
    assert up + down < 3_000
    assert line.up + line.down - up - down < 1_000


def test_a_box_with_nothing_to_tell_spends_nothing(hub, box, line_to):
    line = line_to()
    box.pushes(mirror(line, box))
    assert line.sessions == 0

    box.lays("w1")
    for _ in range(2):
        box.pushes(mirror(line, box))
        ingests(hub)
    asked = line.sessions
    box.pushes(mirror(line, box))

    assert line.sessions == asked


def test_what_went_up_today_is_not_sent_again_before_a_day_has_passed(hub, box, line_to):
    box.lays("w1")
    line = line_to()
    box.pushes(mirror(line, box))
    sent = line.up

    box.pushes(mirror(line, box))
    assert line.up - sent < 300  # the question for the receipt

    box.a_day_later()
    box.pushes(mirror(line, box))
    assert line.up - sent > 600


def test_a_line_that_is_cut_while_reports_go_up_loses_none(hub, box, line_to):
    for number in range(6):
        box.lays(f"w{number:02}", os.urandom(4_000))
    line = line_to(cut_after=range(150, 900, 150))

    for _ in range(60):
        try:
            box.pushes(mirror(line, box))
        except (WorthAnotherTry, TransferRefused):
            continue
        ingests(hub)
        if not box.waiting():
            break

    assert len(hub.counted()) == 6
    assert (box.waiting(), hub.generation().forked) == ([], 0)


def test_a_box_that_was_struck_off_cannot_drop_and_learns_why(hub, box, line_to):
    line = line_to()
    box.lays("w1")
    with hub.opened():
        strike_off("SN-0417", hub.now)
        open_drops(hub.places)

    with pytest.raises(TransferRefused):
        box.pushes(mirror(line, box))
    hub.ingests()
    with pytest.raises(Halted, match="radiée"):
        box.pushes(mirror(line, box))
    assert (len(box.waiting()), box.outbox.halt) == (1, "struck-off")


def test_a_ministry_without_room_is_asked_again_later(hub, box, line_to):
    box.lays("w1")
    with full(hub.places.arriving("SN-0417")), pytest.raises(MirrorBusy):
        box.pushes(mirror(line_to(), box))

    box.pushes(mirror(line_to(), box))
    ingests(hub)
    assert len(hub.counted()) == 1
