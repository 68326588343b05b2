"""Every page of the adults is read aloud well, fits the smallest phone, is easily touched, light and valid.

Which pages there are, the table of rights says: a new one without numbers for its address fails.
"""

import re
import runpy
from pathlib import Path

import pytest
from examiner import flaws, invalid
from schools import BIN, free_port, prepare, run, serve

HERE = Path(__file__).parent
RIGHTS = runpy.run_path(HERE.parent / "hotspot" / "rights.py")["LINES"]
FILES = re.compile(r"<any\(|\.txt$|/fichier$")
NEVER_HERE = {
    "/enseignant/formation/certificats/<number>": "printed: tests/hotspot/test_pages",
    "/enseignant/classes/<int:class_id>/maintenant": "a part of the class's page, for live.js",
    "/boite/sauvegarde/reprise": "with a backup that was read: test_teachers_day",
}
LARGEST_BYTES = 40 * 1024


@pytest.fixture(scope="module")
def school(published, tmp_path_factory):
    folder = tmp_path_factory.mktemp("at-work")
    prepare("SN", published("SN"), folder)
    run(BIN / "python", str(HERE / "class_at_work.py"), str(folder), PYTHONPATH=str(HERE.parent / "hotspot"))
    keys = folder / "keys"
    (keys / "CLE").mkdir(parents=True)
    with serve(folder, free_port(), HOTSPOT_KEYS_FOLDER=str(keys)) as served:
        yield served


@pytest.fixture(params=["fr", "ar"])
def head(request, school, pick_up):
    phone = pick_up(school)
    name, password = (school.folder / "codes.txt").read_text("utf-8").splitlines()[1].split("\t")
    phone.go("/enseignant/entrer")
    phone.write("[name=name]", name)
    phone.write("[name=password]", password)
    phone.tap("main form button")
    phone.go(f"/langue/{request.param}?suite=/enseignant/")
    return phone


def numbers(phone, school):
    """What stands in the addresses: a class at work, a learner who is stuck, what was given to a group."""
    stuck = school.rows(
        "SELECT learner_id, skill, school_class_id FROM stuck_notice JOIN learner ON learner.id = learner_id"
    )[0]
    one = stuck["school_class_id"]
    if not school.rows("SELECT 1 FROM assignment"):
        phone.go(f"/enseignant/classes/{one}/groupes")
        phone.tap("main form .button")
        phone.go(f"/enseignant/classes/{one}/travail/donner?quoi=skill:{stuck['skill']}")
        phone.tap("main form[method=post] button")
        phone.go("/enseignant/ecole/annonces")
        phone.write("[name=title]", "Réunion des parents")
        phone.write("textarea", "Vendredi, dans la cour.")
        phone.write("[type=date]", "2027-06-30")
        phone.tap("main form button")
    return {
        "<int:class_id>": one,
        "<int:learner_id>": stuck["learner_id"],
        "<path:skill>": stuck["skill"],
        "<int:group_id>": school.rows("SELECT id FROM learner_group")[0]["id"],
        "<int:assignment_id>": school.rows("SELECT id FROM assignment")[0]["id"],
        "<int:teacher_id>": school.rows("SELECT id FROM teacher")[0]["id"],
        "<int:number>": school.rows("SELECT id FROM notice")[0]["id"],
    }


def addresses(phone, school):
    filled = numbers(phone, school)
    for line in RIGHTS:
        method, address = line.split(" ", 1)
        is_ours = address.startswith(("/enseignant", "/boite")) and address not in NEVER_HERE
        if method == "GET" and is_ours and not FILES.search(address):
            for name, value in filled.items():
                address = address.replace(name, str(value))
            assert "<" not in address, f"no number for {address}"
            yield address


def test_every_page_of_the_adults(school, head, tmp_path):
    found = {}
    for number, address in enumerate(addresses(head, school)):
        answer = head.page.goto(head.school + address)
        assert answer.status == 200, address
        body = answer.body()
        (tmp_path / f"{number}.html").write_bytes(body)
        found[address] = [
            *flaws(head),
            *(["heavy"] if answer.request.sizes()["responseBodySize"] > LARGEST_BYTES else []),
        ]

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert invalid(tmp_path) == []
