"""Boxes that announce themselves, in network namespaces; a phone asks for them."""

import re
import time

import pytest
from hall import Hall, why_no_hall
from served import SERVE

WHY_NOT = why_no_hall()
HOLDS_THE_PORT = (
    "import socket; s = socket.socket(type=2); s.bind(('', 5353)); print('held', flush=True); input()"
)
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def hall():
    with Hall() as made:
        yield made


def name_of(hall, place, folder, school):
    return hall.run(place, "announced_box.py", str(folder), school)


def test_two_boxes_have_two_names_and_follow_their_addresses(hall, tmp_path):
    fissel, mbour, phone = hall.place(2), hall.place(3), hall.phone()
    first = name_of(hall, fissel, tmp_path / "first", "École de Fissel")
    first.line_with("called ecole.local")
    second = name_of(hall, mbour, tmp_path / "second", "C.E.M. de Mbour")
    second.line_with("called ecole-2.local")

    phone.hears("name ecole.local", "192.168.77.2")
    phone.hears("name ecole-2.local", "192.168.77.3")
    phone.hears("schools", "C E M de Mbour = ecole-2.local.:80/, École de Fissel = ecole.local.:80/")

    hall.move(mbour, 3, 33)
    phone.hears("name ecole-2.local", "192.168.77.33")

    assert first.stop() < 2
    phone.hears("schools", "C E M de Mbour = ecole-2.local.:80/")
    phone.hears("name ecole.local", "")

    second.stop()
    again = name_of(hall, mbour, tmp_path / "second", "C.E.M. de Mbour")
    again.line_with("called ecole-2.local")


def test_of_two_that_meet_one_yields(hall, tmp_path):
    fissel, mbour, phone = hall.place(2), hall.place(3), hall.phone()
    hall.ip("-n", hall.name, "link", "set", "cable2", "nomaster")
    first = name_of(hall, fissel, tmp_path / "first", "École")
    second = name_of(hall, mbour, tmp_path / "second", "École")
    first.line_with("called ecole.local")
    second.line_with("called ecole.local")

    hall.ip("-n", hall.name, "link", "set", "cable2", "master", "cables")

    second.line_with("called ecole-2.local")
    phone.hears("name ecole.local", "192.168.77.2")
    phone.hears("name ecole-2.local", "192.168.77.3")


def test_what_keeps_the_name_away_is_told_once_and_tried_again(hall, tmp_path):
    place = hall.place(2)
    another = hall.run(place, "-c", HOLDS_THE_PORT)
    another.line_with("held")
    fissel = name_of(hall, place, tmp_path, "École")
    fissel.line_with("no name on eth0")
    time.sleep(1)

    another.stop()

    fissel.line_with("called ecole.local")
    assert fissel.printed.count("no name on eth0") == 1


def test_the_served_box_has_its_name_and_says_goodbye(hall, box, tmp_path):
    place, phone = hall.place(2), hall.phone()
    settings = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "HOTSPOT_PORT": "80", "LANG": "fr"}
    serving = hall.run(place, "-c", SERVE, env=settings)
    serving.line_with("s'il est libre : ecole.local")
    serving.line_with("The box is ecole.local")

    phone.hears("name ecole.local", "192.168.77.2")
    phone.hears("schools", "École de Fissel = ecole.local.:80/")

    assert serving.stop() < 3
    phone.hears("schools", "")
    assert not re.search("Uncaught|Traceback|ERROR", serving.printed)
