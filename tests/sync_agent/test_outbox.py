"""No report is lost, none is counted twice, wherever the power is cut."""

import os
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some
from in_memory import folder_in_memory

from exchange import store
from exchange.reports import (
    Envelope,
    Receipt,
    WrongReport,
    body_of,
    opened,
    packed,
    receipt_file,
    receipt_of,
    sealed,
)
from exchange.signed import WronglySigned, content_of, signed
from exchange.store import sha256_of
from sync_agent.up.outbox import Halted, Outbox

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()


class PowerCut(BaseException):
    pass


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path, "SN-0417", 1, KEY)


def lay(outbox, name, body):
    (outbox.folder / f"{name}.json").write_bytes(body)


def chain(outbox):
    """What the ministry reads: (number, previous, body) of each report."""
    envelopes = [opened(path.read_bytes(), [PUBLIC]) for path in outbox.waiting()]
    return [(one.seq, one.previous, body_of(one)) for one in envelopes]


def receipt(path, seq, **more):
    return Receipt("SN-0417", 1, seq, sha256_of(path.read_bytes()), "2026-11-22T00:00:00+00:00", **more)


def test_reports_are_numbered_and_chained(outbox):
    files = []
    for name in ("a", "b", "c"):
        lay(outbox, name, name.encode())
        files.append(outbox.seal_next())

    hashes = [sha256_of(file.read_bytes()) for file in files]
    assert chain(outbox) == [(1, "", b"a"), (2, hashes[0], b"b"), (3, hashes[1], b"c")]
    assert outbox.seal_next() is None


def test_only_a_receipt_frees_and_only_what_it_covers(outbox):
    for name in "abc":
        lay(outbox, name, name.encode())
        outbox.seal_next()
    second = outbox.waiting()[1]

    assert outbox.free(receipt(second, 2)) == 2
    assert [one[0] for one in chain(outbox)] == [3]


@pytest.mark.parametrize("other", [{"box": "SN-0418"}, {"epoch": 0}])
def test_a_receipt_for_another_frees_nothing(outbox, other):
    lay(outbox, "a", b"a")
    file = outbox.seal_next()
    given = receipt(file, 1)

    changed = Receipt(**{name: getattr(given, name) for name in given.__struct_fields__} | other)

    assert outbox.free(changed) == 0
    assert outbox.waiting()


def test_a_copied_card_is_found_at_the_first_double_number(outbox):
    lay(outbox, "a", b"a")
    outbox.seal_next()

    with pytest.raises(Halted):
        outbox.free(Receipt("SN-0417", 1, 1, "0" * 64, ""))
    with pytest.raises(Halted):
        outbox.free(Receipt("SN-0417", 1, 9, "0" * 64, ""))
    assert outbox.waiting()


def test_a_floor_that_was_lost_uses_no_number_twice(outbox):
    lay(outbox, "a", b"a")
    outbox.seal_next()
    (outbox.folder / "floor.json").write_bytes(b"")
    lay(outbox, "b", b"b")

    outbox.seal_next()

    assert [one[0] for one in chain(outbox)] == [1, 2]


@given(cuts=some.lists(some.integers(0, 12), max_size=8), bodies=some.integers(1, 5))
def test_a_power_cut_at_any_step_loses_nothing_and_doubles_nothing(cuts, bodies):
    with folder_in_memory() as folder:
        loses_nothing(Outbox(folder, "SN-0417", 1, KEY), cuts, bodies)


def loses_nothing(outbox, cuts, bodies):
    for number in range(bodies):
        lay(outbox, f"{number:02}", f"body {number}".encode())
    cuts = iter(cuts)
    while True:
        try:
            with _power_for(next(cuts, 10_000)):
                while outbox.seal_next():
                    pass
            break
        except PowerCut:
            continue

    found = chain(outbox)
    assert [(seq, body) for seq, _, body in found] == [(n + 1, f"body {n}".encode()) for n in range(bodies)]
    files = [sha256_of(path.read_bytes()) for path in outbox.waiting()]
    assert [previous for _, previous, _ in found] == ["", *files[:-1]]


class _power_for:  # noqa: N801 – reads as a sentence
    """Let so many writes, renames and removals happen, then cut."""

    def __init__(self, steps):
        self.left = steps
        self.kept = (Path.replace, Path.unlink, store.bring_to_disk)

    def __enter__(self):
        replace, unlink, _ = self.kept

        def counted(do):
            def step(*args, **kwargs):
                if not self.left:
                    raise PowerCut
                self.left -= 1
                return do(*args, **kwargs)

            return step

        Path.replace, Path.unlink = counted(replace), counted(unlink)

    def __exit__(self, *_):
        Path.replace, Path.unlink, _ = self.kept


def test_a_report_is_refused_when_a_byte_is_changed(outbox):
    lay(outbox, "a", b"a")
    file = bytearray(outbox.seal_next().read_bytes())
    file[10] ^= 1

    with pytest.raises(WronglySigned):
        opened(bytes(file), [PUBLIC])


def test_a_receipt_cannot_pass_for_a_report():
    file = receipt_file(Receipt("SN-0417", 1, 1, "0" * 64, ""), KEY)

    with pytest.raises(WronglySigned):
        opened(file, [PUBLIC])
    assert receipt_of(file, [PUBLIC]).seq == 1


@given(some.binary(max_size=300))
def test_whatever_comes_is_refused_in_words(junk):
    for file in (junk, signed("report", junk, KEY)):
        with pytest.raises((WronglySigned, WrongReport)):
            body_of(opened(file, [PUBLIC]))


def test_a_small_report_that_grows_too_large_is_refused():
    file = sealed(Envelope(1, "SN-0417", 1, 1, "", "", zlib.compress(b"\0" * 2_000_000)), KEY)

    with pytest.raises(WrongReport):
        body_of(opened(file, [PUBLIC]))


@pytest.mark.parametrize("body", [os.urandom(9_000), bytes(2_000_000)])
def test_a_body_that_does_not_fit_is_told_put_aside_and_stops_no_other(outbox, body):
    lay(outbox, "a", body)
    lay(outbox, "b", b"b")

    with pytest.raises(WrongReport):
        outbox.seal_next()
    outbox.seal_next()

    assert chain(outbox) == [(1, "", b"b")]
    assert (outbox.folder / "aside" / "a.json").read_bytes() == body


def test_reports_of_a_former_key_are_made_anew_under_the_new_one(outbox, tmp_path):
    lay(outbox, "a", b"a")
    outbox.seal_next()
    renewed = Outbox(tmp_path, "SN-0417", 2, KEY)

    assert renewed.open_former() == 1
    file = renewed.seal_next()

    assert chain(renewed) == [(1, "", b"a")]
    assert file.name.startswith("0002-00000001-")


def test_a_number_that_was_lost_is_asked_of_the_ministry(outbox):
    assert outbox.is_floor_lost

    outbox.regain(Receipt("SN-0417", 1, 41, "f" * 64, ""))
    lay(outbox, "a", b"a")
    outbox.seal_next()

    assert chain(outbox) == [(42, "f" * 64, b"a")]
    assert not outbox.is_floor_lost


def test_what_is_signed_says_its_kind():
    file = signed("certificate", b"x", KEY)

    assert content_of("certificate", file, [bytes(32), PUBLIC]) == b"x"
    with pytest.raises(WronglySigned):
        content_of("receipt", file, [PUBLIC])
    assert packed(b"x") == packed(b"x")
