"""Setting the Wi-Fi: what this radio bears, which channel is empty, and wrong values told in French."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from wifi_given import COUNTRIES, PI_4, UUID, machine_at, needs_all

from hotspot.cli import hotspot
from hotspot.cli import wifi as commands
from hotspot.machine.wifi import checking, kept, radio, rules
from hotspot.machine.wifi.channels import emptiest, heard_in
from hotspot.machine.wifi.countries import regulatory
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import Radio, radio_of
from hotspot.school import classes
from runtime import clock, floor, kernel
from runtime.clock import BUILT
from runtime.floor import Floor, Source

SCANS = Path(__file__).parent / "golden" / "wifi" / "scans"
BIG = Radio(PI_4, "CYW43455", "minimal", 19)
ZERO = "Raspberry Pi Zero 2 W Rev 1.0"
WRONG = [
    ({"name": "é" * 17}, "trop long : 34 octets, 32 au plus"),
    ({"name": "x" * 33}, "trop long : 33 octets"),
    ({"name": "Ecole\nde Fissel"}, "retour à la ligne"),
    ({"name": "Ecole\x00"}, "signe invisible"),
    ({"name": "Ecole \udcff"}, "signe invisible"),
    ({"name": ""}, "pas de nom"),
    ({"country": "XX"}, "Pays inconnu : « XX »"),
    ({"country": "00"}, "Pays inconnu : « 00 »"),
    ({"country": "Sénégal"}, "code de deux lettres"),
    ({"channel": 14}, "Canal 14 refusé : prenez 1, 6 ou 11"),
    ({"channel": 3}, "Canal 3 refusé"),
    ({"key": "1234567"}, "8 à 63 .*celle-ci en a 7"),
    ({"key": "x" * 64}, "celle-ci en a 64"),
    ({"key": "motdepassé"}, "sans accent"),
    ({"key": "12345678\n"}, "Clé du Wi-Fi refusée"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_a_wrong_value_is_told_with_the_next_step(given, told):
    with pytest.raises(WrongWifi, match=told):
        rules.check(Wifi(**{"name": "Ecole", "country": "SN", "uuid": UUID, **given}), BIG)


@pytest.mark.parametrize("model", [ZERO, "Raspberry Pi 3 Model B Rev 1.2", "Raspberry Pi 400 Rev 1.0", "PC"])
def test_a_radio_that_bears_no_key_is_given_none(model, tmp_path):
    radio, wifi = machine_at(tmp_path, model), Wifi("Ecole", "SN", UUID, key="12345678")

    with pytest.raises(WrongWifi, match=f"{model}.* ne supporte pas de clé WPA2"):
        rules.check(wifi, radio)
    rules.check(Wifi("Ecole", "SN", UUID, key="12345678", cable=True), radio)


@pytest.mark.parametrize(
    ("model", "firmware", "phones"),
    [
        (PI_4, "standard", 8),
        (PI_4, "minimal", 19),
        (PI_4, "", None),
        (PI_4, "32-clients", None),
        ("Raspberry Pi 5 Model B Rev 1.0", "minimal", 19),
        ("Raspberry Pi 500 Rev 1.0", "standard", 8),
        ("Raspberry Pi 3 Model B Plus Rev 1.3", "minimal", 19),
        ("Raspberry Pi 3 Model B Rev 1.2", "minimal", 10),
        ("Raspberry Pi Zero W Rev 1.1", "", 10),
        (ZERO, "minimal", None),
        ("Raspberry Pi 400 Rev 1.0", "minimal", None),
        ("Raspberry Pi 50 Model C", "minimal", None),
    ],
)
def test_the_limit_is_that_of_the_board_and_its_firmware(model, firmware, phones, tmp_path):
    radio = machine_at(tmp_path, model, firmware)

    assert radio.phones == phones
    assert radio.board == model


def test_a_machine_that_tells_nothing_has_no_known_limit(tmp_path):
    assert radio_of(tmp_path) == Radio()


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_each_country_has_its_own_rules_or_the_worlds(country):
    unknown_to_the_kernel = {"bj", "cm", "gn", "ml", "ne"}

    assert regulatory(country) == ("00" if country in unknown_to_the_kernel else country.upper())


def test_what_iw_heard_is_read_without_five_gigahertz_and_without_believing_names():
    assert heard_in((SCANS / "iw.txt").read_text("utf-8")) == [(1, 100.0), (6, 58.0), (11, 24.0)]


def test_what_networkmanager_heard_is_read():
    assert heard_in((SCANS / "nmcli.txt").read_text("utf-8")) == [(1, 90.0), (6, 44.0), (11, 12.0), (13, 5.0)]


@pytest.mark.parametrize(
    ("heard", "channel"),
    [
        ([], 6),
        ([(6, 50.0)], 1),
        ([(6, 50.0), (1, 50.0)], 11),
        ([(6, 50.0), (1, 20.0), (11, 50.0)], 1),
        ([(3, 100.0)], 11),
        ([(1, 90.0), (11, 90.0)], 6),
    ],
)
def test_the_emptiest_channel_is_chosen(heard, channel):
    assert emptiest(heard) == channel


def test_a_damaged_file_of_the_wifi_names_itself_and_the_cure(tmp_path):
    (tmp_path / "wifi.json").write_bytes(b'{"name": "Eco')

    with pytest.raises(WrongWifi, match=r"wifi.json est abîmé. Effacez-le"):
        kept.read(tmp_path / "wifi.json")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write for another account")
def test_a_wifi_that_root_sets_stays_the_boxs_own(tmp_path):
    os.chown(tmp_path, 12345, 12345)

    kept.write(tmp_path / "wifi.json", Wifi("Ecole", "SN", UUID))

    assert (tmp_path / "wifi.json").stat().st_uid == 12345


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may take an account's place")
def test_a_file_of_another_account_names_itself_and_the_cure(tmp_path):
    (tmp_path / "wifi.json").write_bytes(b"{}")
    tmp_path.parent.chmod(0o755)
    tmp_path.chmod(0o755)
    (tmp_path / "wifi.json").chmod(0o600)

    os.seteuid(12345)
    try:
        with pytest.raises(WrongWifi, match=r"sudo chown --reference=.* .*wifi.json"):
            kept.read(tmp_path / "wifi.json")
    finally:
        os.seteuid(0)


@pytest.fixture
def box(empty_box, tmp_path, monkeypatch):
    """The box of a school on a Pi 4, and commands typed on it."""
    classes.set_school("École de Fissel", "Fissel", "sn", "4821 0937")
    machine_at(tmp_path / "system")
    monkeypatch.setattr(radio, "SYSTEM", tmp_path / "system")
    environment = {"HOTSPOT_DATA_FOLDER": str(empty_box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    def typed(*words, **more):
        return CliRunner(env=environment).invoke(hotspot, ["wifi", *map(str, words)], **more)

    typed.file, typed.clock_file = empty_box.settings.wifi_file, empty_box.settings.clock_file
    return typed


def test_a_wifi_that_is_not_set_says_how_and_what_the_radio_bears(box):
    assert "Réglez-le : hotspot wifi set" in box("show").output
    assert "19 téléphones au plus. Pour plus, branchez un point d'accès" in box("show").output
    assert box("check", "x").output == f"Erreur : {commands._nothing_set()}\n"


@needs_all
def test_the_first_wifi_has_the_schools_name_and_country(box):
    assert box("set").exit_code == 0

    assert kept.read(box.file) == Wifi("École de Fissel", "SN", kept.read(box.file).uuid)
    assert stat.S_IMODE(box.file.stat().st_mode) == 0o600


@needs_all
def test_what_is_not_given_stays_and_the_key_is_never_shown(box):
    box("set", "--key", "sous le manguier")
    uuid = kept.read(box.file).uuid

    done = box("set", "--channel", 11)

    assert kept.read(box.file) == Wifi("École de Fissel", "SN", uuid, channel=11, key="sous le manguier")
    assert "manguier" not in done.output + box("show").output
    assert "Clé : WPA2" in box("show").output


@needs_all
def test_a_refused_value_leaves_the_wifi_as_it_was(box):
    box("set")
    before = box.file.read_bytes()

    done = box("set", "--channel", 14, "--name", "Autre")

    assert done.exit_code == 1
    assert "Erreur : Canal 14 refusé" in done.output
    assert box.file.read_bytes() == before


def test_nothing_is_set_while_a_program_that_checks_it_is_missing(box, monkeypatch):
    monkeypatch.setattr(checking, "SYSTEM_PROGRAMS", "")
    monkeypatch.setenv("PATH", "")

    assert "sudo apt-get install network-manager" in box("set").output
    assert not box.file.exists()


@needs_all
def test_a_trial_changes_nothing(box):
    assert "rien n'a été changé" in box("set", "--dry-run").output
    assert not box.file.exists()


@needs_all
def test_the_channel_comes_from_a_scan(box):
    box("set", "--scan", SCANS / "iw.txt")
    assert kept.read(box.file).channel == 11

    box("set", "--scan", "-", input="11:90\n")
    assert kept.read(box.file).channel == 6
    assert "Aucun réseau dans ce fichier" in box("set", "--scan", "-", input="command failed").output


@needs_all
def test_the_checked_files_come_with_the_lines_to_type_and_pretend_nothing(box, tmp_path):
    box("set", "--cable")

    done = box("check", tmp_path / "trois fichiers")

    assert sorted(path.name for path in (tmp_path / "trois fichiers").iterdir()) == [
        "10-hotspot.conf",
        "hotspot-ecole.nmconnection",
        "hotspot.nft",
    ]
    assert "Rien n'est encore en marche." in done.output
    assert "trois fichiers/hotspot.nft' /etc/nftables.d/hotspot.nft" in done.output
    assert "cfg80211.ieee80211_regdom=SN" in done.output
    assert "Les téléphones ne reçoivent pas l'heure : réglez HOTSPOT_TIME_PORT=123" in done.output
    assert "son DHCP éteint" in box("show").output


@needs_all
@pytest.mark.parametrize(("source", "is_told"), [(Source.ADULT, True), (Source.PHONES, False)])
def test_phones_are_told_to_ask_a_box_that_has_its_own_time(box, tmp_path, monkeypatch, source, is_told):
    left = Floor(kernel.boot_id(), kernel.running(), BUILT, BUILT, BUILT, source, BUILT)
    monkeypatch.setattr(kernel, "network_time", lambda: None)
    monkeypatch.setattr(kernel, "battery_times", list)
    monkeypatch.setattr(clock, "BOX", clock.Clock(kernel))
    for name in ("start", "displayed"):
        monkeypatch.setattr(clock, name, getattr(clock.BOX, name))
    monkeypatch.setenv("HOTSPOT_TIME_PORT", "123")
    box("set")
    floor.write(box.clock_file, left)

    done = box("check", tmp_path)

    assert ("Les téléphones reçoivent l'heure de la boîte." in done.output) is is_told
    assert ("ntp-server,10.42.0.1" in (tmp_path / "10-hotspot.conf").read_text()) is is_told
