"""The links of the benchmarks are as bad as they say, and count what they carry."""

import itertools
import struct
import subprocess

import pytest

from benchmarks.sync.emulator import ACK, SYN, Flows, payload_of
from benchmarks.sync.line import Line
from benchmarks.sync.mirror import Mirror
from benchmarks.sync.weather import Weather

UP, DOWN = (40_000, 873), (873, 40_000)


def packet(ports, flags, payload=b""):
    """An IPv4 packet with TCP in it."""
    tcp = struct.pack("!HHIIBBHHH", *ports, 0, 0, 5 << 4, flags, 0, 0, 0) + payload
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0, bytes(4), bytes(4)) + tcp


def test_what_was_begun_before_a_cut_is_dead_after_it():
    flows = Flows()
    assert flows.lives(packet(UP, SYN), upward=True)
    assert flows.lives(packet(DOWN, SYN | ACK), upward=False)

    flows.cuts += 1

    assert not flows.lives(packet(UP, ACK, b"more"), upward=True)
    assert not flows.lives(packet(DOWN, ACK, b"more"), upward=False)
    assert flows.lives(packet(UP, SYN), upward=True)
    assert flows.lives(packet(DOWN, ACK), upward=False)


def test_payload_is_what_stands_behind_both_headers():
    assert payload_of(packet(UP, ACK, bytes(1448))) == 1448
    assert payload_of(b"\x60" + bytes(60)) == 0  # IPv6


def test_a_link_is_down_in_turn_or_at_random_moments_that_never_touch():
    turns, chance = Weather(up_s=30, down_s=20), Weather(cuts=30, span_s=600, down_s=2)
    cuts = chance.cut_times()

    assert [turns.is_down(second, []) for second in (0, 29.9, 30, 49.9, 50)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert len(cuts) == 30
    assert all(later - earlier > 2 for earlier, later in itertools.pairwise(cuts))
    assert chance.is_down(cuts[3] + 1, cuts)
    assert not chance.is_down(cuts[3] + 2.1, cuts)
    assert not Weather(up_s=0).is_down(1e6, [])


@pytest.mark.parametrize("module", ["head", "blobs"])
def test_a_line_knows_what_each_module_has_cost(tmp_path, module):
    for name in ("head", "packs", "docs", "blobs"):
        (tmp_path / "tree" / name).mkdir(parents=True)
        (tmp_path / "tree" / name / "file").write_bytes(bytes(5000))
    mirror = Mirror(tmp_path / "tree", tmp_path)
    line = Line(mirror.port)

    subprocess.run(["rsync", f"{line.address(module)}file", tmp_path], check=True)
    line.close()
    mirror.close()

    assert line.sessions == 1
    assert 5000 < line.payload(module) == line.payload() < 6000
    assert line.payload("packs") == 0
