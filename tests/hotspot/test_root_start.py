"""What root makes ready at each start: the address of foreign names, the doors, the radio."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from root_box import HOUSE, MADE_READY, OWNER, root_box
from wifi_given import PATH, PI_4, machine_at, needs_all

from hotspot.machine.wifi.radio import FIRMWARE_NAME, MINIMAL_FIRMWARE
from runtime import floor, kernel
from runtime.clock import BUILT
from runtime.floor import Floor, Source

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may give the data folder to another account"),
    needs_all,
]
ADDRESS = "ip address replace 198.51.100.1/32 dev lo"
DOORS = "nft --file etc/nftables.d/hotspot.nft"
UNBLOCK = "rfkill unblock wifi"
TAKE = f"update-alternatives --set {FIRMWARE_NAME} {MINIMAL_FIRMWARE}"
PREPARE = """
import sys
from pathlib import Path
from hotspot.machine.root_start import prepare
from hotspot.settings import Settings
folder = Path(sys.argv[1])
prepare(Settings(data_folder=folder, leases_file=folder / "leases"), Path(sys.argv[2]))
"""


@pytest.fixture
def box():
    with root_box() as made:
        yield made


def made_ready(box, **environment):
    """What a start asks of the programs, and of no other than those that make ready."""
    box.calls_file.unlink(missing_ok=True)
    box.start(**environment)
    return [line for line in box.all_calls() if line.startswith(MADE_READY) or line == DOORS]


def lays_firmware(box, model=PI_4, firmware="standard"):
    machine_at(box.root, model, firmware)
    file = box.root / MINIMAL_FIRMWARE.lstrip("/")
    file.parent.mkdir(parents=True)
    file.touch()


def test_an_empty_box_takes_the_address_and_unblocks_the_radio(box):
    assert made_ready(box) == [ADDRESS, UNBLOCK]


def test_a_box_with_a_wifi_closes_its_doors_and_obeys_its_country(box):
    box.set_wifi("Ecole")
    table = box.root / "etc/nftables.d/hotspot.nft"
    table.parent.mkdir(parents=True)
    table.touch()

    assert made_ready(box) == [ADDRESS, DOORS, "iw reg set SN", UNBLOCK]
    box.kill()
    assert made_ready(box) == [ADDRESS, DOORS, "iw reg set SN", UNBLOCK]


def test_systemd_hears_that_the_doors_are_closed(box, tmp_path):
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as systemd:
        systemd.bind(str(tmp_path / "systemd"))
        systemd.settimeout(8)

        assert made_ready(box, NOTIFY_SOCKET=str(tmp_path / "systemd"))[0] == ADDRESS

        assert systemd.recv(99) == b"READY=1"


def test_the_box_may_read_the_leases_but_not_look_around_beside_them(box):
    folder = box.leases.parent / "NetworkManager"
    folder.mkdir(mode=0o700)
    (folder / "leases").write_text("1 02:ab:cd:00:00:07 10.42.0.7 Tecno *\n")

    made_ready(box, HOTSPOT_LEASES_FILE=str(folder / "leases"))

    look = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"]
    subprocess.run([*look, "cat", folder / "leases"], check=True)
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run([*look, "ls", folder], check=True, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize(("country", "rules"), [("sn", "SN"), ("ML", "00"), ("CI", "CI")])
def test_the_country_is_the_schools_or_the_worlds(box, country, rules):
    box.set_wifi("Ecole", country=country)

    assert f"iw reg set {rules}" in made_ready(box)


def test_a_wifi_applied_in_another_country_obeys_it_at_once(box):
    box.set_wifi("Ecole", country="TN")
    box.start()
    box.calls_file.unlink()
    box.set_wifi("Ecole", country="CM")

    assert box.ask("apply-wifi")["done"]

    assert "iw reg set 00" in box.all_calls()


def test_a_time_that_the_box_was_given_since_is_offered_to_phones(box):
    box.set_wifi("Ecole")
    box.start()
    adult = Floor(kernel.boot_id(), kernel.running(), BUILT, BUILT, BUILT, Source.ADULT, BUILT)
    floor.write(box.data / "ledgers" / "clock.json", adult)

    box.ask("apply-wifi")

    drop_in = box.root / "etc/NetworkManager/dnsmasq-shared.d/10-hotspot.conf"
    assert "ntp-server,10.42.0.1" in drop_in.read_text()


def test_a_country_or_a_file_that_is_wrong_is_told_and_stops_nothing(box):
    for kept, told in ((b'{"name":"x","country":"XX","uuid":"u"}', "Pays inconnu"), (b"{", "est abîmé")):
        (box.data / "wifi.json").write_bytes(kept)
        assert made_ready(box) == [ADDRESS, UNBLOCK]
        assert told in box.journal.read_text()
        box.kill()


def test_a_machine_without_a_radio_is_told_and_starts(box):
    box.set_wifi("Ecole")
    for name in ("iw", "rfkill"):
        (box.root / "bin" / name).write_text("#!/bin/sh\necho no radio >&2; exit 1\n")

    assert made_ready(box) == [ADDRESS]
    assert "iw reg set SN a échoué : no radio" in box.journal.read_text()
    assert "rfkill unblock wifi a échoué" in box.journal.read_text()
    assert box.ask("restart-wifi")["done"]


def test_the_big_chip_is_given_the_firmware_for_more_phones(box):
    lays_firmware(box)

    assert made_ready(box) == [ADDRESS, UNBLOCK, TAKE]
    assert "from the next start of the machine on" in box.journal.read_text()


@pytest.mark.parametrize(
    ("model", "firmware", "has_file"),
    [
        (PI_4, "minimal", True),
        (PI_4, "standard", False),
        (PI_4, "", True),
        ("Raspberry Pi Zero 2 W", "standard", True),
    ],
)
def test_the_firmware_is_left_where_there_is_no_better_one(box, model, firmware, has_file):
    lays_firmware(box, model, firmware)
    if not has_file:
        (box.root / MINIMAL_FIRMWARE.lstrip("/")).unlink()

    assert TAKE not in made_ready(box)


def test_a_pipe_in_place_of_the_clock_or_the_wifi_holds_no_start(box):
    (box.data / "ledgers").mkdir()
    os.mkfifo(box.data / "ledgers" / "clock.json")
    os.mkfifo(box.data / "wifi.json")

    assert made_ready(box) == [ADDRESS, UNBLOCK]


@pytest.mark.skipif(shutil.which("ip", path=PATH) is None, reason="missing: apt-get install iproute2")
def test_the_real_programs_give_lo_its_address_and_load_the_table_twice_alike(box):
    box.set_wifi("Ecole", country="ML")
    box.start()
    box.ask("apply-wifi")
    for name in ("ip", "nft"):
        (box.root / "bin" / name).unlink()
    place = f"start{secrets.token_hex(4)}"

    def there(*words):
        words = ["ip", "netns", "exec", place, *map(str, words)]
        return subprocess.run(
            words, cwd=HOUSE, check=True, capture_output=True, text=True, env={**os.environ, "PATH": PATH}
        ).stdout

    subprocess.run(["ip", "netns", "add", place], check=True, env={**os.environ, "PATH": PATH})
    try:
        for _ in range(2):
            there(sys.executable, "-c", PREPARE, box.data, box.root)
        addresses, tables = there("ip", "-4", "address", "show", "dev", "lo"), there("nft", "list", "ruleset")
    finally:
        subprocess.run(["ip", "netns", "del", place], check=True, env={**os.environ, "PATH": PATH})
    assert addresses.count("198.51.100.1/32") == 1
    assert tables.count('iifname "wlan0" jump phones') == 1
