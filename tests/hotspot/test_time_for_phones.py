"""Phones ask the box for the time over UDP: an exact answer, or silence."""

import logging
import socket
import struct
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import served as serving
from hypothesis import given, settings
from hypothesis import strategies as st
from served import served

from hotspot.machine.time_for_phones import HONEST, answer_to, time_given
from hotspot.settings import Settings, hotspot_settings
from runtime import clock, floor, kernel
from runtime.clock import Displayed
from runtime.floor import Floor, Source
from runtime.settings import WrongSetting

MONDAY = datetime(2026, 11, 30, 8, 15, 30, 250_000, tzinfo=UTC)
SINCE = MONDAY - timedelta(hours=1)
SENT_AT = bytes(range(1, 9))  # what a phone puts into its packet, and looks for in the answer
NO_CLOCK_OF_ITS_OWN = """
from runtime import kernel
kernel.network_time, kernel.battery_times = lambda: None, lambda: []
"""
FROM_1900_TO_1970 = 2_208_988_800  # seconds: RFC 868


def asked(version=4, mode=3, more=b"", poll=6):
    return bytes([version << 3 | mode, 0, poll, 0]) + bytes(36) + SENT_AT + more


def of(source, time=MONDAY):
    return Displayed(time, source, SINCE)


def test_a_phone_is_told_the_time_to_the_bit():
    answer = answer_to(asked(), of(Source.NETWORK))

    seconds = int(MONDAY.timestamp()) + FROM_1900_TO_1970
    now = struct.pack("!II", seconds, 2**30)  # a quarter of a second
    since = struct.pack("!II", seconds - 3600, 2**30)
    head = bytes([0b00_100_100, 4, 6, 256 - 20])
    assert answer == head + struct.pack("!II", 0, 1 << 16) + b"\x7f\x7f\1\1" + since + SENT_AT + now + now


def test_times_after_2036_begin_anew_as_the_standard_says():
    answer = answer_to(asked(), of(Source.ADULT, datetime(2036, 2, 7, 6, 28, 17, tzinfo=UTC)))

    assert struct.unpack("!II", answer[40:48]) == (1, 0)


@pytest.mark.parametrize("source", [Source.NOBODY, Source.PHONES])
def test_a_box_that_knows_no_better_keeps_silent(source):
    assert answer_to(asked(), of(source)) is None


def test_what_an_adult_or_a_battery_says_is_given_as_less_sure():
    sure = {source: answer_to(asked(), of(source)) for source in HONEST}

    assert {source: answer[1] for source, answer in sure.items()} == {
        Source.ADULT: 10,
        Source.SIGNED: 10,
        Source.BATTERY: 10,
        Source.NETWORK: 4,
    }
    assert struct.unpack_from("!I", sure[Source.ADULT], 8)[0] / 2**16 == 60
    assert set(HONEST) == set(Source) - {Source.NOBODY, Source.PHONES}


@pytest.mark.parametrize("version", range(8))
@pytest.mark.parametrize("mode", range(8))
def test_only_clients_of_known_versions_are_answered_in_their_own(version, mode):
    answer = answer_to(asked(version, mode), of(Source.BATTERY))

    if mode == 3 and 1 <= version <= 4:
        assert answer[0] == version << 3 | 4
    else:
        assert answer is None


@settings(max_examples=500, database=None)
@given(st.binary(max_size=200), st.sampled_from(list(Source)))
def test_whatever_comes_the_answer_is_none_or_48_bytes_and_no_longer(sent, source):
    answer = answer_to(sent, of(source))

    assert answer is None or (len(answer) == 48 <= len(sent) and sent[0] & 7 == 3)


def free_udp_port():
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as found:
        found.bind(("0.0.0.0", 0))
        return found.getsockname()[1]


@contextmanager
def phone_at(address, port):
    """A phone that hears only the address that it has asked."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as phone:
        phone.settimeout(0.3)
        phone.connect((address, port))
        yield phone


def heard(phone, sent):
    phone.send(sent)
    try:
        return phone.recv(1024)
    except TimeoutError:
        return None


@pytest.fixture
def port(monkeypatch):
    """A box that has its time from the network gives it at this port."""
    own = clock.Clock(kernel)
    own.told(Source.NETWORK, MONDAY)
    monkeypatch.setattr(clock, "displayed", own.displayed)
    found = free_udp_port()
    with time_given(Settings(time_port=found)):
        yield found


def test_the_answer_comes_from_the_very_address_that_was_asked(port):
    for address in ("127.0.0.1", "127.0.0.2"):
        with phone_at(address, port) as phone:
            assert heard(phone, asked())[24:32] == SENT_AT


def test_noise_is_left_unanswered_and_stops_nothing(port):
    with phone_at("127.0.0.1", port) as phone:
        for noise in (b"", b"\x23", asked()[:47], asked(mode=4), b"\xff" * 1500, asked(version=0)):
            phone.send(noise)
        assert heard(phone, asked(more=bytes(20)))[24:32] == SENT_AT
        with pytest.raises(TimeoutError):
            phone.recv(1024)


def test_the_port_is_free_again_at_the_end():
    port = free_udp_port()

    for _ in range(2):
        with time_given(Settings(time_port=port)):
            pass


def test_a_port_that_cannot_be_had_is_told_and_stops_nobody(caplog):
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as other:
        other.bind(("0.0.0.0", 0))
        taken = other.getsockname()[1]

        with caplog.at_level(logging.ERROR), time_given(Settings(time_port=taken)):
            served_all_the_same = True

    assert served_all_the_same
    assert f"UDP port {taken} cannot be had: Address already in use" in caplog.text


@pytest.mark.parametrize("port", ["-1", "65536", "midi"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(WrongSetting, match=r"(?i)time_port"):
        hotspot_settings(None, {"HOTSPOT_TIME_PORT": port})


def given_the_time_by(source, folder):
    """Leave the clock as this source has set it, in this very start of the machine."""
    left = Floor(kernel.boot_id(), kernel.running(), MONDAY, MONDAY, MONDAY, source, MONDAY)
    floor.write(folder / "ledgers" / "clock.json", left)


@pytest.mark.parametrize(("source", "is_told"), [(Source.ADULT, True), (Source.PHONES, False)])
def test_a_serving_box_tells_what_an_adult_said_and_not_what_phones_did(
    tmp_path, monkeypatch, source, is_told
):
    monkeypatch.setattr(serving, "SERVE", NO_CLOCK_OF_ITS_OWN + serving.SERVE)
    given_the_time_by(source, tmp_path)
    port = free_udp_port()

    with served(tmp_path, TIME_PORT=str(port)) as box, phone_at("127.0.0.1", port) as phone:
        answer = heard(phone, asked())
        assert box.is_well()

    if not is_told:
        assert answer is None
    else:
        told = struct.unpack_from("!I", answer, 40)[0] - FROM_1900_TO_1970
        assert 0 <= told - int(MONDAY.timestamp()) < 30


def test_a_box_that_is_not_asked_to_gives_no_time():
    with time_given(Settings()):
        assert "time" not in {thread.name for thread in threading.enumerate()}
