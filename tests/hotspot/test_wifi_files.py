"""The three files of the access point: the same for ever for each country, and read by the real programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wifi_given import COUNTRIES, PATH, UUID, machine_at, needs_all, needs_dnsmasq, needs_nmcli

from hotspot.machine.wifi import checking, files, rules
from hotspot.machine.wifi.countries import kernel_words
from hotspot.machine.wifi.dnsmasq import drop_in
from hotspot.machine.wifi.errors import RefusedFile, WrongWifi
from hotspot.machine.wifi.firewall import table
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.keyfile import keyfile, written_name

GOLDEN = Path(__file__).parent / "golden" / "wifi"
NASTY = [
    "Ecole",
    "École 3",
    'l\'école "bleue"',
    "a;b",
    ";",
    ";;",
    "12;13",
    "49;50;",
    "12",
    "0",
    "\\",
    r"a\b",
    r"a\;b",
    r"\s\n\t",
    "\\\\;;\\",
    " devant",
    "   ",
    "derrière ",
    "derriere ",
    "#x",
    "[wifi]",
    "a=b",
    "ssid=x",
    "\U0001f600 école",
    "é" * 16,
    "x" * 32,
    "مدرسة",
    "a\u0300",
    "\u200b",
    "\u202eabc",
    "\u2028",
    "%s$HOME`x`",
]
names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda name: len(name.encode()) <= rules.NAME_BYTES
)


def all_of(wifi):
    """The three files one after the other, and what the kernel is told."""
    made = files.texts(wifi, files.Machine(gives_time=wifi.channel == 6))
    return "".join(f"# {place}\n{text}\n" for place, text in made.items()) + kernel_words(wifi.country) + "\n"


def nmcli(*words, given=None):
    return subprocess.run(
        ["nmcli", "--offline", "connection", *words], input=given, capture_output=True, check=True
    ).stdout.decode()


def name_read_by_nmcli(text):
    """The SSID as NetworkManager writes it after having read the file."""
    again = nmcli("modify", "connection.id", "hotspot-ecole", given=text.encode())
    return re.search(r"^ssid=(.*)$", again, re.MULTILINE)[1]


def bytes_of(written):
    """Read an SSID as NetworkManager's reader does: GLib's escapes, then a list of bytes or its own."""
    plain = re.sub(r"\\(.)", lambda found: {"s": " ", "\\": "\\"}[found[1]], written)
    if re.fullmatch(r"(\d+;)+", plain):
        return bytes(int(one) for one in plain.split(";")[:-1])
    return plain.replace(r"\;", ";").encode()


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_the_files_of_a_country_stay_the_same(country):
    assert all_of(COUNTRIES[country]) == (GOLDEN / f"{country}.txt").read_text("utf-8")


@needs_all
@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_the_real_programs_accept_the_files_of_a_country(country, tmp_path):
    rules.check(COUNTRIES[country], machine_at(tmp_path))
    checking.check_texts(files.texts(COUNTRIES[country], files.Machine()))


@needs_nmcli
@pytest.mark.parametrize("name", NASTY)
def test_networkmanager_reads_the_very_name(name):
    its_own = nmcli("add", "type", "wifi", "con-name", "x", "ifname", "wlan0", "ssid", name)

    read = name_read_by_nmcli(keyfile(Wifi(name, "SN", UUID), "wlan0"))

    assert read == re.search(r"^ssid=(.*)$", its_own, re.MULTILINE)[1]
    assert bytes_of(read) == name.encode()


@settings(max_examples=200, deadline=None)
@given(names)
@example("49;50;")
def test_any_name_that_fits_is_written_so_that_it_is_read_again(name):
    written = written_name(name)

    assert bytes_of(written) == name.encode()
    assert written.isascii()
    assert written.isprintable()


@needs_nmcli
@pytest.mark.parametrize("key", [r"a;b \c  89", "  devant", "derriere ", "#" * 8, "x" * 63, "a=b[c]d\"e'"])
def test_networkmanager_reads_the_very_key(key):
    words = ["add", "type", "wifi", "con-name", "x", "ifname", "wlan0", "ssid", "x"]
    its_own = nmcli(*words, "wifi-sec.key-mgmt", "wpa-psk", "wifi-sec.psk", key)

    ours = keyfile(Wifi("x", "SN", UUID, key=key), "wlan0")

    assert re.search("^psk=.*$", ours, re.MULTILINE)[0] in its_own.splitlines()


def test_an_open_wifi_says_nothing_of_keys():
    assert "security" not in keyfile(Wifi("Ecole", "SN", UUID), "wlan0")


def test_phones_get_the_time_only_from_a_box_that_has_its_own():
    assert "ntp-server,10.42.0.1" in drop_in(gives_time=True, option_114=False)
    assert "ntp" not in drop_in(gives_time=False, option_114=False)


def test_option_114_is_off_unless_set():
    assert "114" not in drop_in(gives_time=True, option_114=False)
    assert "dhcp-option-force=114,http://ecole.lan/captive-portal/api" in drop_in(
        gives_time=True, option_114=True
    )


@needs_nmcli
def test_a_line_that_networkmanager_does_not_keep_is_told():
    made = files.texts(Wifi("Ecole", "SN", UUID), files.Machine())
    made[files.KEYFILE] = made[files.KEYFILE].replace("powersave=", "powersav=")

    with pytest.raises(
        RefusedFile, match=r"hotspot-ecole.nmconnection : NetworkManager ne comprend pas powersav"
    ):
        checking.check_texts(made)


@needs_nmcli
@needs_dnsmasq
def test_a_line_that_dnsmasq_does_not_know_is_told():
    made = files.texts(Wifi("Ecole", "SN", UUID), files.Machine())
    made[files.DROP_IN] += "adress=/x/1.2.3.4\n"

    with pytest.raises(RefusedFile, match=r"10-hotspot.conf est refusé : .*line 9"):
        checking.check_texts(made)


@pytest.mark.parametrize("program", checking.PACKAGES)
def test_a_missing_program_is_named_with_its_package(program, tmp_path, monkeypatch):
    for other in {*checking.PACKAGES} - {program}:
        (tmp_path / other).symlink_to(shutil.which(other, path=PATH) or "/bin/true")
    monkeypatch.setattr(checking, "SYSTEM_PROGRAMS", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    if program == "unshare":
        monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(
        RefusedFile, match=f"programme {program}.*apt-get install {checking.PACKAGES[program]}"
    ):
        checking.check_texts(files.texts(Wifi("Ecole", "SN", UUID), files.Machine()))


@pytest.mark.parametrize("interface", ["", 'wlan0"; flush ruleset', "a b", "x" * 16, "wlan0\n"])
def test_an_impossible_interface_never_reaches_a_file(interface):
    with pytest.raises(WrongWifi, match="wifi_interface"):
        files.texts(Wifi("Ecole", "SN", UUID), files.Machine(interface))


def test_the_box_is_reached_where_it_answers():
    assert "tcp dport { 53, 80, 8080 } accept" in table("wlan0", 8080)
    assert "tcp dport { 53, 80 } accept" in table("wlan0", 80)
