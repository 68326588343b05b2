"""The program is killed, the power is cut: what the box has promised is kept, and nothing is kept twice."""

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack, contextmanager

import pytest
from writers import box_to_kill, kept_in, more_promised, promised_by, pupils_at_work

from hotspot.machine import power
from hotspot.school import copies
from hotspot.school.copies import TABLES
from hotspot.school.opening import close_school
from runtime.sqlite_files import damage_in

KILLS = 100
CARD_MB = 48
CUTS = 8


def test_killed_a_hundred_times_under_load_every_promise_is_kept_once(box, tmp_path):
    close_school()
    folder, moments = box.settings.data_folder, random.Random(4)
    with box_to_kill(folder, tmp_path / "log") as running, pupils_at_work(running.port, folder) as pupils:
        for _ in range(KILLS):
            running.start()
            if moments.random() < 0.8:  # the others are killed while they start
                more_promised(pupils, moments.randint(0, 4))
                time.sleep(moments.uniform(0, 0.02))
            else:
                time.sleep(moments.uniform(0, 0.3))
            running.tell(signal.SIGKILL)
        running.start()
        running.comes_up()

    promised, kept = promised_by(pupils), kept_in(box.settings.school_file)
    assert len(promised) > KILLS
    assert promised.items() <= dict(kept).items()
    assert len(kept) == len(dict(kept))
    sent = {place: given for pupil in pupils for place, given in pupil.sent.items()}
    assert dict(kept).items() <= sent.items()
    assert [one for pupil in pupils for one in pupil.refused] == []
    assert "damaged" not in (tmp_path / "log").read_text("utf-8")
    assert KILLS / 2 < power.power_of(box.settings).crashes <= KILLS, "some were killed before they served"
    assert not any(damage_in(one.file, "everything", TABLES) for one in copies.copies(box.settings))


@contextmanager
def mounted(image, place, options="loop"):
    place.mkdir()
    subprocess.run(["mount", "-o", options, image, place], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def card(tmp_path):
    """A card of its own, as a file: what is in it is what a power cut leaves."""
    if os.geteuid() != 0:
        pytest.skip("seul root peut monter une carte (ext4 dans un fichier)")
    image = tmp_path / "card.img"
    with image.open("wb") as empty:
        empty.truncate(CARD_MB * 1_000_000)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(mounted(image, tmp_path / "card"))
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            pytest.skip(f"cette machine ne monte pas de carte en fichier : {error}")
        yield image


def left_by_a_cut(image, copy):
    """Copy what has reached the card; once more when the system was writing to it just then."""
    shutil.copyfile(image, copy)
    while subprocess.run(["cmp", "-s", image, copy], check=False).returncode:
        shutil.copyfile(image, copy)


def lost_at_cuts(box, image, tmp_path, cuts, *synchronous):
    """Return the promises that each cut has broken, and the damage that it has done."""
    folder, found = tmp_path / "card" / "box", []
    shutil.copytree(box.settings.data_folder, folder)
    os.sync()
    with (
        box_to_kill(folder, tmp_path / "log", *synchronous) as running,
        pupils_at_work(running.port, folder) as pupils,
    ):
        running.start()
        running.comes_up()
        for number in range(cuts):
            more_promised(pupils, 10)
            running.tell(signal.SIGSTOP)
            promised = promised_by(pupils)
            left_by_a_cut(image, tmp_path / "cut.img")
            running.tell(signal.SIGCONT)
            with mounted(tmp_path / "cut.img", tmp_path / f"cut-{number}") as after:
                file = after / "box" / "school.db"
                damage = damage_in(file, "everything", TABLES)
                kept = {} if damage else dict(kept_in(file))
                found.append((len(promised), len(promised.items() - kept.items()), damage))
    return found


def test_a_power_cut_while_pupils_answer_takes_nothing_that_was_promised(box, card, tmp_path):
    close_school()

    cuts = lost_at_cuts(box, card, tmp_path, CUTS)

    assert [(lost, damage) for _promised, lost, damage in cuts] == [(0, "")] * CUTS
    assert cuts[0][0] < cuts[-1][0]


def test_the_same_cut_takes_answers_that_were_not_brought_to_the_card(box, card, tmp_path):
    """So the test before can fail."""
    close_school()

    cuts = lost_at_cuts(box, card, tmp_path, 2, "OFF")

    assert all(lost or damage for _promised, lost, damage in cuts)
