"""The root helper: a Wi-Fi on trial comes back by itself, and nothing but the list is ever done."""

import json
import os
import resource
import shutil
import subprocess
import time
from contextlib import ExitStack

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from root_box import OWNER, STRANGER, root_box, until
from wifi_given import needs_all

from hotspot.cli import hotspot
from hotspot.machine.asking_root import JOURNAL_BYTES, LARGEST_BYTES, ReadJournal, ask
from hotspot.machine.root_programs import run
from hotspot.machine.wifi import files
from runtime.kernel import running

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may give the data folder to another account"),
    needs_all,
]
VERBS = ("apply-wifi", "confirm-wifi", "restart-wifi", "power-off", "restart", "read-journal")
UP = "nmcli --wait 30 connection up hotspot-ecole"
APPLIED = ["nft --file etc/nftables.d/hotspot.nft", "nmcli connection reload", UP]
SAY = """
import socket, sys
caller = socket.socket(socket.AF_UNIX)
caller.settimeout(5)
caller.connect(sys.argv[1])
try:
    caller.sendall(b'{"verb":"restart-wifi"}\\n')
except OSError:
    pass
print(caller.recv(4096).decode())
"""

WRONG = [
    (b'{"name":"x","country":"SN","uuid":"u","channel":14}', "Canal 14 refusé"),
    (b'{"name":"a\\nb","country":"SN","uuid":"u"}', "retour à la ligne"),
    (b'{"name":"x","country":"SN","uuid":"u\\n[ipv4]"}', "refusé"),
    (b"{" * 9000, "est abîmé"),
    (b"\xff", "est abîmé"),
]


@pytest.fixture
def box():
    with root_box() as made:
        made.set_wifi("Ancien")
        made.start()
        yield made


def given_a_kept_wifi(box):
    assert box.ask("apply-wifi")["done"]
    assert box.ask("confirm-wifi")["done"]
    box.calls_file.unlink()


def test_a_wifi_is_checked_laid_for_root_alone_and_started(box):
    answer = box.ask("apply-wifi")

    assert answer == {"done": True, "told": "Le nouveau Wi-Fi est en marche, à l'essai pour cinq minutes."}
    assert box.calls() == APPLIED
    assert "ssid=Ancien" in box.keyfile.read_text()
    assert [place.stat().st_mode & 0o777 for place in (box.keyfile, box.undo)] == [0o600, 0o600]
    left = json.loads(box.undo.read_text())["until_seconds"] - running().total_seconds()
    assert 280 < left <= 300


def test_without_a_phone_the_former_wifi_returns_even_after_a_kill(box):
    given_a_kept_wifi(box)
    former = box.keyfile.read_text()
    box.set_wifi("Nouveau")
    box.ask("apply-wifi")
    assert "ssid=Nouveau" in box.keyfile.read_text()

    box.kill()
    box.shorten_trial(until_seconds=running().total_seconds() + 2)
    box.start()

    assert "ssid=Nouveau" in box.keyfile.read_text()
    until(lambda: not box.undo.exists())
    assert box.keyfile.read_text() == former
    assert box.calls() == [*APPLIED, APPLIED[0], *APPLIED]  # the kept table, once more at the start


def test_a_machine_started_anew_does_not_wait(box):
    box.ask("apply-wifi")
    box.kill()
    box.shorten_trial(boot="another start")

    box.start()

    until(lambda: not box.undo.exists())
    assert not box.keyfile.exists()
    assert box.calls() == [*APPLIED, APPLIED[0], "nft delete table inet hotspot", "nmcli connection reload"]


def test_a_phone_that_is_given_an_address_keeps_the_new_wifi(box):
    box.leases.write_text("1900000000 aa:bb:cc:dd:ee:01 10.42.0.11 * *\n")
    box.ask("apply-wifi")
    time.sleep(1.3)
    assert box.undo.exists()

    box.leases.write_text("1900000060 aa:bb:cc:dd:ee:01 10.42.0.11 * *\n")

    until(lambda: not box.undo.exists())
    assert "ssid=Ancien" in box.keyfile.read_text()
    assert box.calls() == APPLIED


def test_a_second_try_still_goes_back_to_what_was_kept(box):
    given_a_kept_wifi(box)
    for name in ("Premier", "Second"):
        box.set_wifi(name)
        box.ask("apply-wifi")

    assert "ssid=Ancien" in json.loads(box.undo.read_text())["former"][files.KEYFILE]


def test_a_wifi_that_does_not_start_is_undone_at_once(box):
    given_a_kept_wifi(box)
    box.set_wifi("Nouveau")
    box.broken.touch()

    answer = box.ask("apply-wifi")

    assert not answer["done"]
    assert "a échoué : no radio" in answer["told"]
    assert "ssid=Ancien" in box.keyfile.read_text()
    assert not box.undo.exists()


def test_a_wrong_wifi_is_told_and_changes_nothing(box):
    for kept, told in WRONG:
        (box.data / "wifi.json").write_bytes(kept)
        answer = box.ask("apply-wifi")
        assert not answer["done"]
        assert told in answer["told"]

    assert (box.calls(), box.keyfile.exists(), box.undo.exists()) == ([], False, False)


def test_a_pipe_or_a_link_in_place_of_the_wifi_is_not_read(box):
    file = box.data / "wifi.json"
    file.unlink()
    os.mkfifo(file)
    assert "est abîmé" in box.ask("apply-wifi")["told"]

    file.unlink()
    file.symlink_to("/etc/shadow")
    assert "est abîmé" in box.ask("apply-wifi")["told"]


def test_the_other_verbs_run_their_programs(box):
    assert box.ask("restart-wifi")["done"]
    assert box.ask("power-off")["done"]
    assert box.ask("restart")["done"]

    assert box.calls() == [
        "nmcli --wait 10 connection down hotspot-ecole",
        UP,
        "systemctl poweroff",
        "systemctl reboot",
    ]
    assert box.ask("confirm-wifi") == {
        "done": False,
        "told": "Aucun Wi-Fi n'est à l'essai. Pour en essayer un : hotspot wifi apply",
    }


def test_the_journals_last_lines_are_told_by_one_closed_call(box):
    box.lines.write_text('2026-11-22T08:15:00+0000 boite hotspot[1]: INFO \x1b[31mété\x00 "fin"\n')

    told = ask(box.socket, ReadJournal())

    assert told == '2026-11-22T08:15:00+0000 boite hotspot[1]: INFO  [31mété  "fin"\n'
    assert box.calls() == ["journalctl --no-pager -n 200 -o short-iso -u hotspot -u hotspot-*"]


@pytest.mark.skipif(not shutil.which("journalctl"), reason="no journal here")
def test_the_real_journalctl_understands_what_it_is_asked(tmp_path):
    assert "-- " in run(tmp_path, "read journal") or "hotspot" in run(tmp_path, "read journal")


JOURNALS = st.one_of(
    st.binary(max_size=3000),
    st.lists(st.sampled_from(["\\", '"', "\n", "é", "\x00", "\x7f", "语", "word "]), max_size=40).map(
        lambda signs: "".join(signs).encode() * 9000
    ),
)


def test_whatever_the_journal_holds_its_end_arrives_whole(box):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(JOURNALS)
    def arrives(journal):
        box.lines.write_bytes(journal)
        told = ask(box.socket, ReadJournal())
        plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text(journal))
        assert plain.endswith(told)
        assert len(told.encode()) <= JOURNAL_BYTES
        assert bool(told) == bool(plain)

    def text(journal):
        return journal.decode(errors="replace")

    arrives()


def test_other_answers_stay_short(box):
    box.broken.touch()
    box.lines.write_text("x" * 100_000)

    assert len(json.dumps(box.ask("apply-wifi"))) < LARGEST_BYTES


def test_only_root_and_the_owner_of_the_data_are_answered(box):
    def told_to(user, group):
        words = ["/usr/bin/python3", "-c", SAY, str(box.socket)]
        return subprocess.run(
            words, user=user, group=group, extra_groups=[], capture_output=True, check=False, text=True
        )

    assert box.socket.stat().st_mode & 0o777 == 0o660
    assert "PermissionError" in told_to(STRANGER, STRANGER).stderr
    assert "pas le droit" in told_to(STRANGER, OWNER).stdout
    assert box.calls() == []
    assert '"done":true' in told_to(OWNER, OWNER).stdout


def test_a_flood_of_silent_callers_does_not_hold_the_others(box):
    resource.prlimit(box.helper.pid, resource.RLIMIT_NOFILE, (400, 400))  # files that it may hold
    began = time.monotonic()

    with ExitStack() as silent:
        for _ in range(500):
            silent.enter_context(box.calling()).send(b'{"verb":')
        assert box.ask("restart-wifi")["done"]

    assert time.monotonic() - began < 1.5  # before any of them was let go for its silence


def test_a_silent_caller_is_let_go(box):
    began = time.monotonic()

    with box.calling() as silent:
        assert b"Demande refus" in silent.recv(4096)

    assert 1.5 < time.monotonic() - began < 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(VERBS),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("verb"), inner, max_size=4)
    ),
)
MORE = st.dictionaries(st.text().filter(lambda name: name != "verb"), JSON, min_size=1, max_size=3)


def not_listed(value):
    return not (isinstance(value, dict) and set(value) == {"verb"} and value["verb"] in VERBS)


LINES = st.one_of(
    st.binary(max_size=6000),
    JSON.filter(not_listed).map(lambda value: json.dumps(value).encode()),
    st.builds(lambda verb, more: json.dumps({"verb": verb, **more}).encode(), st.sampled_from(VERBS), MORE),
    st.sampled_from(VERBS).map(lambda verb: json.dumps({"verb": verb}).encode() + b" " * 5000),
    st.integers(1, 4000).map(lambda deep: b'{"verb":' + b"[" * deep),
)


def test_whatever_is_not_in_the_list_is_refused_and_runs_nothing(box):
    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(LINES)
    def refused(line):
        assert box.say(line + b"\n") == {
            "done": False,
            "told": "Demande refusée : elle n'est pas dans la liste.",
        }

    refused()

    assert box.calls() == []
    assert box.helper.poll() is None
    assert box.ask("restart-wifi")["done"]


def test_a_technician_tries_and_keeps_a_wifi(box):
    tried = CliRunner().invoke(hotspot, ["wifi", "apply"], env=box.environment())
    kept = CliRunner().invoke(hotspot, ["wifi", "confirm"], env=box.environment())
    again = CliRunner().invoke(hotspot, ["wifi", "confirm"], env=box.environment())

    assert "sans téléphone dans les cinq minutes, l'ancien reprend tout seul" in tried.output
    assert kept.output == "Le nouveau Wi-Fi est gardé.\n"
    assert "Erreur : Aucun Wi-Fi n'est à l'essai." in again.output


def test_a_helper_that_does_not_run_is_told(tmp_path):
    own = {"HOTSPOT_DATA_FOLDER": str(tmp_path), "HOTSPOT_HELPER_SOCKET": str(tmp_path / "none")}

    done = CliRunner().invoke(hotspot, ["wifi", "apply"], env=own)

    assert done.exit_code == 1
    assert "Démarrez-le : sudo systemctl start hotspot-helper" in done.output
