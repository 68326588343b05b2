"""How many phones are on the Wi-Fi, told on the box's own page."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from phone import Phone

from hotspot.app import create_app
from hotspot.machine import radio_seen
from hotspot.machine.radio_seen import Restarts, Seen
from hotspot.machine.wifi import kept, radio
from hotspot.machine.wifi.kept import Wifi
from runtime.clock import displayed
from runtime.kernel import running

CODE = "4821 0937"
PI_4 = b"Raspberry Pi 4 Model B Rev 1.5\0"


@pytest.fixture
def page_with(box, templates_made_ready, tmp_path, monkeypatch):
    """The page of a box on a Pi 4 that 19 phones may join, with so many leases."""
    for file in (radio.MODEL, radio.FIRMWARE_LINK):
        (tmp_path / "system" / file).parent.mkdir(parents=True)
    (tmp_path / "system" / radio.MODEL).write_bytes(PI_4)
    (tmp_path / "system" / radio.FIRMWARE_LINK).symlink_to(radio.MINIMAL_FIRMWARE)
    monkeypatch.setattr(radio, "SYSTEM", tmp_path / "system")
    settings = replace(
        box.settings, leases_file=tmp_path / "dnsmasq.leases", helper_socket=tmp_path / "asked"
    )

    def shown(here, gone=0):
        until = [time.time() + 60] * here + [time.time() - 60] * gone
        lines = [
            f"{at:.0f} 02:00:00:00:00:{number:02x} 10.42.0.{number + 10} * *\n"
            for number, at in enumerate(until)
        ]
        settings.leases_file.write_text("".join(lines))
        app = create_app(settings)
        app.spoken["fr"].bytecode_cache = templates_made_ready["fr"]
        phone = Phone(app)
        return phone.send(phone.get("/boite").form("/boite/entrer"), code=CODE).said()

    shown.settings = settings
    return shown


def test_phones_are_counted_against_the_limit_of_this_radio(page_with):
    said = page_with(here=17, gone=4)

    assert "Téléphones connectés17 sur 19" in said
    assert "branchez un point d’accès" not in said


def test_the_last_place_tells_what_to_do(page_with):
    said = page_with(here=19)

    assert "19 sur 19" in said
    assert "19 téléphones au plus : le prochain ne peut pas entrer." in said.replace("\xa0", " ").replace(
        "\u202f", " "
    )


def test_the_radios_own_count_is_truer_than_the_leases(page_with):
    radio_seen.write(page_with.settings, 5, Restarts())

    said = page_with(here=17)

    assert "Téléphones connectés5 sur 19" in said
    assert "Redémarrages" not in said


@pytest.mark.parametrize("seconds_ago", [61, -5])
def test_a_count_that_nobody_renews_is_not_believed(page_with, seconds_ago):
    old = Seen(5, running().total_seconds() - seconds_ago, Restarts())
    page_with.settings.radio_file.write_bytes(msgspec.json.encode(old))

    assert "17 sur 19" in page_with(here=17)


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff", b'{"stations":"5"}'])
def test_a_damaged_look_at_the_radio_leaves_the_page_whole(page_with, broken):
    page_with.settings.radio_file.write_bytes(broken)

    assert "17 sur 19" in page_with(here=17)


@pytest.mark.parametrize(("days_ago", "has_cure"), [(1, True), (30, False)])
def test_a_radio_that_was_restarted_is_told_with_what_to_do(page_with, days_ago, has_cure):
    last = displayed().time - timedelta(days=days_ago)
    radio_seen.write(page_with.settings, None, Restarts(3, last))

    said = page_with(here=2)

    assert "Téléphones connectés2 sur 19" in said
    assert "Redémarrages de la radio3 Dernière fois" in said
    assert ("faites entrer moins de téléphones" in said) is has_cure


def test_an_access_point_on_the_cable_has_no_limit_of_ours(page_with):
    kept.write(page_with.settings.wifi_file, Wifi("Ecole", "SN", "x", cable=True))

    said = page_with(here=40)

    assert "Téléphones connectés40" in said
    assert "sur 19" not in said


def test_a_damaged_file_of_the_wifi_leaves_the_page_whole(page_with):
    page_with.settings.wifi_file.write_bytes(b"{")

    assert "3 sur 19" in page_with(here=3)


def test_without_a_lease_file_nothing_is_said(phone):
    assert "Téléphones" not in phone.send(phone.get("/boite").form("/boite/entrer"), code=CODE).said()


def test_a_lease_file_that_may_not_be_looked_at_leaves_the_page_whole(box):
    phone = Phone(create_app(replace(box.settings, leases_file=Path("/" + "x" * 300))))

    assert "Téléphones" not in phone.send(phone.get("/boite").form("/boite/entrer"), code=CODE).said()
