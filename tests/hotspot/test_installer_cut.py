"""The power is cut, the card is full, pupils go on: the box has the old edition or the new, never half."""

import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from signing import root_of

from exchange.activation import read_refusal
from exchange.documents import Edition
from hotspot.content import catalogue, installer, lists, room
from hotspot.settings import Settings

CUT_POWER = str(Path(__file__).parent / "cut_power.py")


def cut_at_every_step(repo, data, cuts, every=1):
    """Return what is left of `data` after an installation that was killed at its first, second … step."""
    subprocess.run([sys.executable, CUT_POWER, str(repo), str(data), str(cuts), str(every)], check=True)
    return sorted(cuts.iterdir(), key=lambda folder: int(folder.name))


def seen_by_pupils(data):
    """Return the edition that the lists, and the store, are of."""
    settings = Settings(data_folder=data)
    installer.mend(settings)
    catalogue.open_catalogue(settings)
    assert lists.grains_matching().total == 9
    title = catalogue.module("region/maths/numbers").title["fr"]
    written = msgspec.json.decode((settings.store_folder / "edition.json").read_bytes(), type=Edition)
    edition = catalogue.edition()
    catalogue.close_catalogue()
    return edition, title, written.edition


def test_killed_at_any_step_the_box_has_the_old_edition_or_the_new_one(box, tmp_path):
    old, new = ("2026.1", "Les nombres jusqu’à 20", "2026.1"), ("2026.2", "Compter", "2026.2")
    repo = box.ministry.retitled("2026.2", "Compter").lay_down()

    cuts = cut_at_every_step(repo, box.settings.data_folder, tmp_path / "cuts")

    seen = [seen_by_pupils(data) for data in cuts]
    switched = seen.index(new)
    assert seen == [old] * switched + [new] * (len(cuts) - switched)
    assert 10 < switched < len(cuts) - 1


def test_killed_at_any_step_while_it_switches_the_box_has_the_old_edition_or_the_new_one(box, tmp_path):
    old, new = ("2026.1", "Les nombres jusqu’à 20", "2026.1"), ("2026.2", "Compter", "2026.2")
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    cuts = cut_at_every_step("-", box.settings.data_folder, tmp_path / "cuts")

    seen = [seen_by_pupils(data) for data in cuts]
    switched = seen.index(new)
    assert seen == [old] * switched + [new] * (len(cuts) - switched)
    assert 1 < switched < len(cuts) - 1


def test_a_first_installation_that_was_cut_is_done_by_the_next(empty_box, tmp_path):
    repo = empty_box.ministry.lay_down()

    for data in cut_at_every_step(repo, empty_box.settings.data_folder, tmp_path / "cuts", every=20):
        installer.install(repo, Settings(data_folder=data), root=root_of(repo))

        assert seen_by_pupils(data)[0] == "2026.1"
        assert {path.name for path in data.rglob(".*")} <= {".lock", ".switching"}


def test_pupils_go_on_while_editions_come(box):
    """Each request sees one edition from beginning to end."""
    halves, stop = [], threading.Event()

    def pupil():
        while not stop.is_set():
            catalogue.open_catalogue(box.settings)
            number = catalogue.edition().removeprefix("2026.")
            title = catalogue.module("region/maths/numbers").title["fr"]
            if number != "1" and title != f"Titre {number}":
                halves.append((number, title))
        catalogue.close_catalogue()

    pupils = [threading.Thread(target=pupil) for _ in range(3)]
    for one in pupils:
        one.start()
    for number in range(2, 8):
        box.ministry.retitled(f"2026.{number}", f"Titre {number}")
        box.install()
    stop.set()
    for one in pupils:
        one.join()

    assert halves == []
    box.reopened()
    assert catalogue.edition() == "2026.7"


FULL_CARD = """
import resource, sys
from pathlib import Path
from hotspot.content import installer
from hotspot.content.room import NotEnoughSpace
from hotspot.settings import Settings
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    installer.install(Path(sys.argv[1]), Settings(data_folder=Path(sys.argv[2])))
except NotEnoughSpace as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize("room_bytes", [100, 3_000, 20_000, 60_000])
def test_a_full_card_leaves_the_old_edition_and_says_what_to_do(box, room_bytes):
    box.ministry.blob(b"\xff\xd8" + b"x" * 50_000, "image/jpeg", "large.jpg")
    repo = box.ministry.retitled("2026.2", "Compter").lay_down()
    command = [sys.executable, "-c", FULL_CARD, str(repo), str(box.settings.data_folder), str(room_bytes)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 3, done.stderr
    assert "La carte est pleine" in done.stdout
    assert seen_by_pupils(box.settings.data_folder)[0] == "2026.1"


FULL_WHILE_SWITCHING = FULL_CARD.replace("import installer\n", "import activation\n").replace(
    "installer.install(Path(sys.argv[1]), Settings(data_folder=Path(sys.argv[2])))",
    "activation.activate(Settings(data_folder=Path(sys.argv[2])))",
)


@pytest.mark.parametrize("room_bytes", [20_000, 60_000])
def test_a_card_that_fills_up_while_it_switches_keeps_the_old_edition(box, room_bytes):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    command = [sys.executable, "-c", FULL_WHILE_SWITCHING, "", str(box.settings.data_folder), str(room_bytes)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 3, done.stderr
    assert read_refusal(box.settings.store_folder).why == "no-room"
    assert seen_by_pupils(box.settings.data_folder)[0] == "2026.1"


def test_an_edition_too_large_for_the_card_is_refused_before_anything_is_written(box):
    with pytest.raises(room.NotEnoughSpace, match="il faut encore"):
        room.check_space(box.settings, 10**18)
