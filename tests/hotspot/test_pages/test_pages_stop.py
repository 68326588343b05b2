"""Stopping the box and taking its journal along, with the real root helper where it can run."""

import os
from dataclasses import replace

import pytest
from adults import signed_in
from phone import Phone
from root_box import root_box, until
from wifi_given import needs_all

from hotspot.app import create_app
from hotspot.content import installer
from hotspot.machine.wifi import kept
from hotspot.machine.wifi.kept import Wifi
from hotspot.school import copies, stopping
from hotspot.school.backups.working import work_folder

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may give the data folder to another account"),
    needs_all,
]
STOP, RESTART = "systemctl poweroff", "systemctl reboot"


@pytest.fixture(scope="module")
def root():
    with root_box() as made:
        made.start()
        yield made


@pytest.fixture
def helped(box, root, templates_made_ready, monkeypatch):
    """The head's phone at a box whose helper runs."""
    root.calls_file.write_text("")
    monkeypatch.setattr(stopping, "ANSWER_SECONDS", 0.4)
    phone = phone_at(replace(box.settings, helper_socket=root.socket), templates_made_ready)
    yield signed_in(phone, "head")
    until(lambda: not stopping.BOX._under_way.locked())


def phone_at(settings, templates):
    app = create_app(settings)
    for code, spoken in app.spoken.items():
        spoken.bytecode_cache = templates[code]
    return Phone(app)


def stop(phone, what="eteindre", **fields):
    return phone.send(phone.get("/boite/arret").form("/boite/arret"), quoi=what, **fields)


def test_the_last_page_has_arrived_before_the_box_stops(helped, root):
    page = stop(helped)

    assert root.calls() == []
    assert page.said("h1") == "La boîte s’éteint"
    assert "elle s’éteint : débranchez." in page.said().replace("\xa0", " ")
    assert not page.forms[1:], "nothing is asked of the box any more"
    until(lambda: root.calls() == [STOP])


def test_it_restarts_as_well(helped, root):
    assert stop(helped, "redemarrer").said("h1") == "La boîte redémarre"

    until(lambda: root.calls() == [RESTART])


def test_two_who_touch_at_once_stop_it_once(helped, root):
    form = helped.get("/boite/arret").form("/boite/arret")

    pages = [helped.send(form, quoi="eteindre") for _ in range(2)]

    assert {page.said("h1") for page in pages} == {"La boîte s’éteint"}
    until(lambda: not stopping.BOX._under_way.locked())
    assert root.calls() == [STOP]


@pytest.mark.parametrize("fields", [{"depuis": "another start"}, {"what": "everything"}])
def test_a_page_that_was_left_open_since_another_start_does_nothing(helped, root, fields):
    what = fields.pop("what", "eteindre")

    assert stop(helped, what, **fields).said("h1") == "Avant de débrancher"

    assert (root.calls(), stopping.BOX._under_way.locked()) == ([], False)


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        (installer.switch_lock, "La boîte installe des leçons."),
        (copies.copy_lock, "La boîte copie l’école."),
        (work_folder, "Une sauvegarde est en cours."),
    ],
)
def test_a_stop_while_the_box_is_at_work_waits_for_whoever_asked(box, helped, root, lock, told):
    with lock(box.settings):
        page = stop(helped)

    assert told in page.said()
    assert (root.calls(), stopping.BOX._under_way.locked()) == ([], False)
    stop(helped)
    until(lambda: root.calls() == [STOP])


def test_nothing_is_begun_in_the_last_two_seconds(box, helped):
    stop(helped)

    with pytest.raises(installer.InstallingAlready):
        box.install()
    with pytest.raises(copies.CopyingAlready), copies.copy_lock(box.settings, waits=False):
        pass
    until(lambda: not stopping.BOX._under_way.locked())
    assert box.install().edition == "2026.1"


def test_a_machine_that_does_not_stop_is_told(helped, root):
    program = root.root / "bin/systemctl"
    program.rename(program.with_name("elsewhere"))
    program.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    program.chmod(0o755)
    try:
        stop(helped)
        until(lambda: not stopping.BOX._under_way.locked())
        assert "La boîte n’a pas pu s’arrêter." in helped.get("/boite/arret").said()
    finally:
        program.with_name("elsewhere").rename(program)
    stop(helped)
    until(lambda: root.calls() == [STOP])
    assert "n’a pas pu" not in helped.get("/boite/arret").said()


def test_the_journal_is_shown_and_taken_along_without_names_or_key(box, helped, root):
    kept.write(box.settings.wifi_file, Wifi("Ecole", "SN", "x", key="mil et mangue 7"))
    told = "boite hotspot[412]: INFO "
    root.lines.write_text(
        f"{told}Awa and ÉLIMANE, mil et mangue 7, Diouf;Moussa\n{told}<b>Copy kept: 204800 bytes\n"
    )
    shown, file = helped.get("/boite/journal"), helped.client.get("/boite/journal.txt")

    hidden = f"{told}▒▒▒ and ▒▒▒, ▒▒▒, ▒▒▒;▒▒▒\n{told}<b>Copy kept: 204800 bytes\n"
    assert file.text == hidden
    assert file.headers["Content-Disposition"] == "attachment; filename=journal.txt"
    assert "Copy kept: 204800 bytes" in shown.said()
    assert not shown.all("b")[1:]
    assert root.calls() == ["journalctl --no-pager -n 200 -o short-iso -u hotspot -u hotspot-*"] * 2
