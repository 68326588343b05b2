"""The box counts its cuts, copies its school, mends itself while it serves, and tells it on its page."""

import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot.app import create_app
from hotspot.cli import hotspot
from hotspot.content import catalogue, installer
from hotspot.machine import ledgers, power
from hotspot.pages.safety import TOKEN
from hotspot.school import copies, guarding, keeper
from hotspot.school.opening import close_school, open_school
from hotspot.school.tables import Learner
from runtime import clock
from runtime.clock import boot_id
from runtime.logs import OneLine

CODE = "4821 0937"
MENDS_WITHIN_S = 20


def test_a_stop_is_told_from_a_cut_and_a_cut_from_a_crash(box):
    found = []
    for left_by_the_last in (None, "another start of the machine", boot_id(), power.DAMAGED, None):
        if left_by_the_last:
            box.settings.running_file.write_text(left_by_the_last, "ascii")
        with power.running(box.settings) as last_stop:
            found.append(last_stop)

    assert found == ["never", "power", "program", "damaged", "orderly"]
    counted = power.power_of(box.settings)
    assert (counted.starts, counted.cuts, counted.crashes) == (5, 1, 1)
    assert not box.settings.running_file.exists()


def test_only_one_program_serves_a_box(box):
    again = power.running(box.settings)

    with power.running(box.settings), pytest.raises(power.ServedAlready, match="déjà servie"):
        again.__enter__()


def test_a_restored_school_does_not_take_the_ledgers_back(box):
    copies.make_copy(box.settings)
    ledgers.write(box.settings, "floor", b"7")
    close_school()
    box.settings.school_file.write_bytes(b"")

    guarding.guard(box.settings, "power")

    assert ledgers.read(box.settings, "floor") == b"7"
    assert ledgers.read(box.settings, "nothing") is None


@settings(deadline=None, max_examples=25)
@given(st.binary())
def test_a_ledger_of_any_bytes_keeps_nobody_from_serving(tmp_path_factory, content):
    box = type("Settings", (), {"ledgers_folder": tmp_path_factory.mktemp("ledgers")})
    for name in (power.LEDGER, guarding.LEDGER):
        ledgers.write(box, name, content)

    assert power.power_of(box).starts >= 0
    assert guarding.last_damage(box) is None


def test_a_copy_is_due_once_a_day_and_when_it_comes_from_a_day_to_come(box):
    assert copies.is_due(box.settings)
    made = copies.make_copy(box.settings)
    assert not copies.is_due(box.settings)
    for hours, due in ((23, False), (25, True), (-1, True)):
        at = (made.made_at - timedelta(hours=hours)).timestamp()
        os.utime(made.file, (at, at))

        assert copies.is_due(box.settings) is due


def test_the_keeper_copies_when_it_is_time_and_gives_up_when_told_to_stop(box, monkeypatch):
    monkeypatch.setattr(keeper, "FIRST_LOOK_SECONDS", 0)
    with keeper.keeping(box.settings):
        until = time.monotonic() + MENDS_WITHIN_S
        while copies.is_due(box.settings) and time.monotonic() < until:
            time.sleep(0.01)
    assert not copies.is_due(box.settings)

    (box.settings.copies_folder / copies.NEWEST).unlink()
    keeper._stop.set()
    keeper.copy_when_due(box.settings)
    keeper._stop.clear()  # or what other tests ask of the keeper would be cut short
    assert list(box.settings.copies_folder.iterdir()) == []


def test_hotspot_backup_says_where_the_copy_is(box):
    os_environment = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "LC_ALL": "fr_FR.UTF-8"}

    done = CliRunner().invoke(hotspot, ["backup"], env=os_environment)

    assert done.exit_code == 0
    assert re.search(r"L'école est copiée : .*/copies/school\.db \(0,\d Mo\)", done.output)


def test_hotspot_backup_of_a_box_without_a_school_says_what_to_do(tmp_path):
    done = CliRunner().invoke(hotspot, ["backup"], env={"HOTSPOT_DATA_FOLDER": str(tmp_path / "none")})

    assert (done.exit_code, "hotspot school" in done.output) == (1, True)


@pytest.fixture
def technician(box):
    phone = create_app(box.settings).test_client()
    with phone.session_transaction() as kept:
        kept.update({TOKEN: "own"})
    phone.post("/boite/entrer", data={TOKEN: "own", "code": CODE})
    with phone.session_transaction() as kept:
        kept.update({TOKEN: "own"})  # whoever enters is given another
    return phone


def test_the_page_of_the_box_tells_cuts_copies_and_what_was_mended_first(box, technician):
    copies.make_copy(box.settings)
    box.settings.running_file.write_text("another start", "ascii")
    with power.running(box.settings) as last_stop:
        close_school()
        box.settings.school_file.write_bytes(b"\0" * 9000)
        guarding.guard(box.settings, last_stop)

    page = technician.get("/boite").text

    assert page.index("Données réparées") < page.index("Version du programme")
    for words in (
        "a repris sa copie du",
        "Le fichier abîmé est gardé ici",
        "Coupures de courant",
        "Dernière copie",
    ):
        assert words in page
    technician.post("/boite/vu", data={TOKEN: "own"})
    assert "Données réparées" not in technician.get("/boite").text
    told = technician.get("/sante").json
    assert (told["power_cuts"], told["school_was_mended"]) == (1, False)


def test_a_stranger_cannot_put_away_what_the_technician_must_read(box):
    box.settings.school_file.parent.mkdir(exist_ok=True)
    copies.make_copy(box.settings)
    close_school()
    box.settings.school_file.write_bytes(b"")
    guarding.guard(box.settings, "power")
    phone = create_app(box.settings).test_client()
    with phone.session_transaction() as kept:
        kept.update({TOKEN: "own"})

    phone.post("/boite/vu", data={TOKEN: "own"})

    assert guarding.last_damage(box.settings) is not None


def test_many_cuts_and_a_late_copy_are_told_with_what_to_do(box, technician):
    copies.make_copy(box.settings)
    for _ in range(8):
        box.settings.running_file.write_text("another start", "ascii")
        with power.running(box.settings):
            pass
    assert "batterie" in technician.get("/boite").text

    file = box.settings.copies_folder / copies.NEWEST
    at = (clock.displayed().time - timedelta(days=4)).timestamp()
    os.utime(file, (at, at))
    assert "hotspot backup" in technician.get("/boite").text


def test_an_event_is_one_line_with_its_trace():
    try:
        {}["place"]
    except KeyError:
        record = logging.LogRecord("box", logging.ERROR, "", 0, "Exception on %s", ("/x",), sys.exc_info())

    line = OneLine("%(levelname)s %(name)s %(message)s").format(record)

    assert "\n" not in line
    assert re.match(r"ERROR box Exception on /x \| Traceback .* \| KeyError: 'place'$", line)


SERVE = """
from hotspot.cli import hotspot
from hotspot.school import keeper
keeper.GRACE_SECONDS, keeper.QUIET_SECONDS = 0.2, 0.2
hotspot(["serve"])
"""


@contextmanager
def served(box, port):
    """The real program; its journal is in the list that is given, once it has ended."""
    close_school()
    catalogue.close_catalogue()
    own = {"DATA_FOLDER": box.settings.data_folder, "PORT": port, "HOST": "127.0.0.1"}
    environment = {**os.environ, **{f"HOTSPOT_{name}": str(value) for name, value in own.items()}}
    journal = []
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        reader = threading.Thread(target=lambda: journal.extend(running.stdout))
        reader.start()
        try:
            comes(port, "/sante", 200)
            yield journal
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(20)
            reader.join()


def status(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def comes(port, path, wanted):
    until = time.monotonic() + MENDS_WITHIN_S
    while (found := status(port, path)) != wanted:
        assert time.monotonic() < until, found
        time.sleep(0.02)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def test_a_school_damaged_while_it_is_served_is_mended_and_served_again(box):
    copies.make_copy(box.settings)
    port = free_port()
    with served(box, port) as journal:
        damaged = box.settings.school_file
        for file in box.settings.data_folder.glob("school.db-*"):
            file.unlink()
        damaged.write_bytes(b"junk" * 5000)

        assert status(port, "/eleve/") == 503
        comes(port, "/eleve/", 200)

    open_school(box.settings)
    assert Learner.select().count() == 4
    told = "".join(journal)
    assert "GET /eleve/: damaged: file is not a database" in told
    assert "School mended" in told
    assert "Traceback" not in told
    assert not any(learner.first_name in told for learner in Learner.select())
    assert power.power_of(box.settings).crashes == 0


def test_a_catalogue_that_goes_away_or_bad_while_it_is_served_is_built_anew(box):
    port = free_port()
    with served(box, port) as journal:
        box.settings.catalogue_file.unlink()
        status(port, "/catalogue")
        comes_back(box.settings.catalogue_file)
        comes(port, "/catalogue", 200)
        whole = box.settings.catalogue_file.read_bytes()
        bad = box.settings.catalogue_file.with_suffix(".bad")
        bad.write_bytes(whole[:4096] + b"\xab" * (len(whole) - 4096))
        bad.rename(box.settings.catalogue_file)
        comes(port, "/catalogue", 503)
        comes(port, "/catalogue", 200)

    assert "".join(journal).count("The catalogue was built anew from the store") == 2


def comes_back(file):
    until = time.monotonic() + MENDS_WITHIN_S
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_store_that_has_lost_a_document_is_told_with_what_to_do(box, technician, caplog):
    shutil.rmtree(box.settings.store_folder / "docs")
    catalogue.close_catalogue()
    box.settings.catalogue_file.unlink()

    keeper.look_at_both(box.settings)

    assert "manque. Recopiez le dépôt" in caplog.text
    assert "hotspot install" in technician.get("/boite").text
    assert technician.get("/eleve/", follow_redirects=True).status_code == 200
    installer.install(box.ministry.lay_down(), box.settings)
    assert technician.get("/catalogue").status_code == 200
