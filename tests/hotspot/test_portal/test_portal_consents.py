"""Who has tapped: kept by the phone, in memory and in one small table."""

import time
from dataclasses import replace
from datetime import timedelta

from handset import MAC, Handset

from hotspot.app import create_app
from hotspot.machine.leases import leases, mac_of
from hotspot.machine.wifi import kept
from hotspot.machine.wifi.kept import Wifi
from hotspot.school import consents
from hotspot.school.consents import HELD_SECONDS
from hotspot.school.tables import Consent
from runtime.floor import Source

KNOWN = [
    ("connectivitycheck.gstatic.com", "/generate_204"),
    ("captive.apple.com", "/hotspot-detect.html"),
] * 50
MOST_CPU_SECONDS = 0.003


def test_a_known_phone_costs_no_query_and_little_work(handset, statements):
    handset.taps()
    statements.clear()
    began = time.process_time()
    for host, path in KNOWN:
        handset.asks(host, path)

    assert statements == []
    assert (time.process_time() - began) / len(KNOWN) <= MOST_CPU_SECONDS


def test_a_restart_keeps_the_consent(handset, on_the_wall):
    handset.taps()

    assert Handset(create_app(on_the_wall)).is_let_go()


def test_a_jump_of_the_clock_ends_no_consent(handset, box_clock):
    box_clock.runs(1)
    handset.taps()
    box_clock.told(Source.NETWORK, box_clock.now() + timedelta(days=400))

    assert handset.is_let_go()
    box_clock.runs(HELD_SECONDS + 1)
    assert not handset.is_let_go()


def test_tapping_often_writes_once(handset, statements):
    handset.taps()
    statements.clear()
    for _ in range(50):
        handset.taps()

    assert not [sql for sql in statements if sql.startswith(("INSERT", "DELETE", "UPDATE"))]
    assert [row.device for row in Consent.select()] == [MAC]


def test_many_phones_leave_a_bounded_table(on_the_wall, box_clock, monkeypatch):
    monkeypatch.setattr(consents, "ROWS_AT_MOST", 20)
    app = create_app(on_the_wall)
    for number in range(60):
        box_clock.runs(1)
        Handset(app, f"10.42.1.{number}").taps()

    assert Consent.select().count() == 20
    assert Handset(app, "10.42.1.59").is_let_go()
    assert not Handset(app, "10.42.1.0").is_let_go()


def test_what_has_expired_is_erased_when_another_taps(handset, box_clock):
    handset.taps()
    box_clock.runs(HELD_SECONDS + 1)
    Handset(handset.app, "10.42.0.8").taps()

    assert [row.device for row in Consent.select()] == ["ip:10.42.0.8"]


def test_a_consent_follows_the_phone_not_its_address(handset, on_the_wall):
    handset.taps()
    on_the_wall.leases_file.write_text(
        f"1 {MAC} 10.42.0.99 Tecno *\n1 02:00:00:00:00:01 10.42.0.7 * *\n", "utf-8"
    )

    assert Handset(handset.app, "10.42.0.99").is_let_go()
    assert not handset.is_let_go()  # another phone, or a new MAC, has this address now


def call_the_wifi(settings, name):
    kept.write(settings.wifi_file, Wifi(name=name, country="SN", uuid="1"))


def test_a_new_name_of_the_wifi_asks_all_phones_again(handset, on_the_wall, statements):
    call_the_wifi(on_the_wall, "École de Fissel")
    handset.taps()
    assert handset.is_let_go()

    call_the_wifi(on_the_wall, "École de Thiès")
    assert not handset.is_let_go()
    assert not Handset(create_app(on_the_wall)).is_let_go()  # nor after a start

    handset.taps()
    statements.clear()
    assert handset.is_let_go()
    assert statements == []
    assert [(row.device, row.network) for row in Consent.select()] == [(MAC, "École de Thiès")]


def test_another_channel_of_the_wifi_asks_nobody_again(handset, on_the_wall):
    call_the_wifi(on_the_wall, "École de Fissel")
    handset.taps()
    kept.write(on_the_wall.wifi_file, Wifi(name="École de Fissel", country="SN", uuid="1", channel=11))

    assert handset.is_let_go()


def test_a_damaged_file_of_the_wifi_asks_nobody_again(handset, on_the_wall):
    call_the_wifi(on_the_wall, "École de Fissel")
    handset.taps()
    on_the_wall.wifi_file.write_bytes(b'{"name"')
    assert handset.is_let_go()

    call_the_wifi(on_the_wall, "École de Fissel")
    assert handset.is_let_go()


def test_a_full_card_lets_phones_in_all_the_same(on_the_wall, box_clock, monkeypatch):
    handset = Handset(create_app(replace(on_the_wall, free_mb_to_write=10**9)))

    handset.taps()

    assert handset.is_let_go()


def test_a_half_written_file_of_leases_takes_nothing_from_anybody(tmp_path):
    file = tmp_path / "leases"
    line = f"1700003600 {MAC} 10.42.0.7 Tecno *\n"
    file.write_text(line + "1700003600 02:00:00:00:00:01 10.42.0.8 * 01:02\n")
    assert [lease.name for lease in leases(file)] == ["Tecno", ""]

    file.write_text("")
    assert mac_of("10.42.0.7", file) == MAC
    file.write_text(line + "1700003600 02:00:00:00:0")
    assert mac_of("10.42.0.8", file) == "02:00:00:00:00:01"
    file.write_text("duid 00:01\nrubbish\n\n1 zz 10.42.0.7 x\n" + line.upper())
    assert [lease.mac for lease in leases(file)] == [MAC]
    assert mac_of("10.42.0.7", tmp_path / "none") == ""


def test_leases_that_may_not_be_read_are_told_once_and_phones_come_in_by_their_address(
    on_the_wall, box_clock, tmp_path, caplog
):
    handset = Handset(create_app(replace(on_the_wall, leases_file=tmp_path)))  # a folder is no file

    handset.taps()

    assert handset.is_let_go()
    assert not Handset(handset.app, "10.42.0.8").is_let_go()
    assert caplog.text.count("leases cannot be read") == 1
