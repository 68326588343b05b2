"""What goes wrong between a phone and the portal: the answer is exact, or the phone is asked again."""

import socket
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from handset import MAC, ORIGIN, WITH_THE_PORTAL, Handset, leads_to_the_signpost
from served import served

from hotspot.app import create_app
from hotspot.machine.wifi import kept
from hotspot.machine.wifi.kept import Wifi
from hotspot.pages.handsets import HANDSETS_AT_MOST
from hotspot.school.consents import HELD_SECONDS
from hotspot.school.tables import Consent
from runtime.floor import Source

ASKED_AGAIN = ('<form method="post" action="/bienvenue">', "Bravo")
FLOOD_CONNECTIONS, FLOOD_PROBES = 20, 150  # of each connection
FLOOD_GROWTH_MB = 15
PATIENCE_SECONDS = 5  # of a phone beside the one that floods


def is_asked_kindly(handset):
    page = handset.asks("10.42.0.1", "/bienvenue")
    led = leads_to_the_signpost(handset.asks("captive.apple.com", "/hotspot-detect.html"))
    return led and page.status_code == 200 and all(words in page.text for words in ASKED_AGAIN)


def test_a_phone_stays_while_the_file_of_leases_is_half_written(handset, on_the_wall):
    handset.taps()
    whole = on_the_wall.leases_file.read_text()
    for length in range(len(whole)):
        on_the_wall.leases_file.write_text(whole[:length])
        assert handset.is_let_go(), whole[:length]


def test_a_phone_that_joins_while_its_lease_is_half_written_needs_no_second_tap(handset, on_the_wall):
    newcomer = Handset(handset.app, "10.42.0.8")
    whole = on_the_wall.leases_file.read_text() + "1700003600 02:00:00:00:00:08 10.42.0.8 Itel *\n"
    on_the_wall.leases_file.write_text(whole[:-4])
    assert is_asked_kindly(newcomer)

    on_the_wall.leases_file.write_text(whole)
    newcomer.taps()

    assert newcomer.is_let_go()
    assert [row.device for row in Consent.select()] == ["02:00:00:00:00:08"]


@pytest.mark.parametrize("change_comes", ["before the tap", "after the tap"])
def test_a_phone_that_changes_its_mac_is_asked_again_kindly(handset, on_the_wall, change_comes):
    handset.asks("10.42.0.1", "/bienvenue")
    if change_comes == "after the tap":
        handset.taps()
    on_the_wall.leases_file.write_text(on_the_wall.leases_file.read_text().replace(MAC, "06:00:00:00:00:99"))

    assert is_asked_kindly(handset)
    handset.taps()
    assert handset.is_let_go()


@pytest.mark.parametrize("year", [1970, 2027, 2045, 2099])
@pytest.mark.parametrize("source", [Source.NETWORK, Source.BATTERY, Source.ADULT, Source.PHONES])
def test_a_clock_that_jumps_during_the_consent_ends_it_neither_early_nor_late(
    handset, box_clock, source, year
):
    box_clock.runs(60)
    handset.taps()
    box_clock.told(source, datetime(year, 12, 1, tzinfo=UTC))
    assert handset.is_let_go()

    box_clock.runs(HELD_SECONDS - 60)
    assert handset.is_let_go()
    box_clock.runs(120)
    assert is_asked_kindly(handset)


def test_a_consent_that_has_expired_is_given_again_by_one_tap_in_the_same_row(handset, box_clock):
    handset.taps()
    box_clock.runs(HELD_SECONDS + 1)
    assert is_asked_kindly(handset)

    handset.taps()

    assert handset.is_let_go()
    assert Consent.select().count() == 1


def test_with_option_114_a_phone_that_ignores_it_and_one_that_heeds_it_both_come_in(handset, on_the_wall):
    kept.write(on_the_wall.wifi_file, Wifi(name="École", country="SN", uuid="1", option_114=True))
    heeding = Handset(handset.app, "10.42.0.8")
    assert is_asked_kindly(handset)
    assert heeding.asks("ecole.lan", "/captive-portal/api").json["captive"] is True

    handset.taps()
    heeding.taps()

    assert handset.is_let_go()
    assert heeding.asks("ecole.lan", "/captive-portal/api").json["captive"] is False


def test_sixty_phones_are_noted_side_by_side(handset):
    assert HANDSETS_AT_MOST >= 60
    for _ in range(2):
        for number in range(60):
            Handset(handset.app, f"10.42.1.{number}").asks("captive.apple.com", "/hotspot-detect.html")

    noted = handset.app.config["laboratory"].handsets()
    assert [one.number for one in noted] == list(range(60, 0, -1))
    assert all(list(one.asked.values()) == [2] for one in noted)


def test_one_phone_that_floods_takes_no_memory_one_row_and_nobodys_turn(box):
    with served(box.settings.data_folder, **WITH_THE_PORTAL) as running:
        assert running.is_well()
        before_mb = running.memory_mb()
        flood = [
            threading.Thread(target=flooded, args=(running.port, one)) for one in range(FLOOD_CONNECTIONS)
        ]
        for one in flood:
            one.start()
        waited = [another_phone_waits(running.port) for _ in range(5)]
        for one in flood:
            one.join()

        assert max(waited) < timedelta(seconds=PATIENCE_SECONDS)
        assert running.memory_mb() - before_mb < FLOOD_GROWTH_MB
        assert running.is_well()
    with sqlite3.connect(box.settings.school_file) as school:
        assert school.execute("SELECT device FROM consent").fetchall() == [("ip:127.0.0.1",)]
    school.close()
    assert (box.settings.data_folder / "journal.txt").read_text() == ""


def flooded(port, connection):
    """Send probes of ever new hosts and paths, and forms of consent, all on one connection."""
    with socket.create_connection(("127.0.0.1", port)) as phone:
        answers = phone.makefile("rb")
        for number in range(FLOOD_PROBES):
            host = f"h{connection}-{number}.{'x' * 2000}.example"
            phone.sendall(f"GET /{number}{'y' * 2000} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert head_of(answers) == b"302"
            if number % 10 == 0:
                form = f"POST /bienvenue HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n"
                phone.sendall(form.encode())
                assert head_of(answers) == b"303"


def head_of(answers):
    """Return the code of the next answer, and read it to its end."""
    code, length = answers.readline().split()[1], 0
    while (line := answers.readline()) != b"\r\n":
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    answers.read(length)
    return code


def another_phone_waits(port):
    """Return how long the signpost takes for a phone at an address of its own."""
    began = datetime.now(UTC)
    address = ("127.0.0.1", port)
    with socket.create_connection(address, PATIENCE_SECONDS, source_address=("127.0.0.2", 0)) as phone:
        phone.sendall(f"GET /bienvenue HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert head_of(phone.makefile("rb")) == b"200"
    return datetime.now(UTC) - began


def test_a_box_without_a_school_or_an_edition_shows_the_signpost_too(empty_box):
    handset = Handset(create_app(replace(empty_box.settings, origin=ORIGIN)))

    assert is_asked_kindly(handset)
    handset.taps()
    assert handset.is_let_go()
