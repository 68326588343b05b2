"""A school is made: classes, learners, their codes."""

from itertools import pairwise

import pytest

from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.codes import hash_of, is_code, new_code, new_pictures
from hotspot.school.newcomers import WrongList, newcomers_from


def names_in(class_name):
    school_class = next(one for one in classes.classes() if one.name == class_name)
    return [learner.first_name for learner in classes.learners_of(school_class)]


def test_classes_come_youngest_first(empty_box):
    classes.add_class("CP", 2)
    classes.add_class("CI B", 1)
    classes.add_class("CI A", 1)

    assert [one.name for one in classes.classes()] == ["CI A", "CI B", "CP"]


def test_learners_are_sorted_as_a_person_would(box):
    assert names_in("CI") == ["Awa", "Élimane", "Moussa"]


def test_every_learner_of_a_class_has_a_code_and_a_face_of_their_own(box):
    classes.add_learners([Newcomer("CP", f"Élève {number}") for number in range(60)], "fr")

    learners = classes.learners_of(classes.classes()[1])
    assert len({learner.pictures for learner in learners}) == 61
    by_number = sorted(learners, key=lambda learner: learner.number)
    faces = [(learner.face, learner.skin, learner.cloth) for learner in by_number]
    assert all(one != two for one, two in pairwise(faces))


def test_the_same_list_twice_adds_nobody(box):
    newcomers = [Newcomer("CP", "Awa"), Newcomer("CP", "Awa"), Newcomer("CP", "Fatou")]

    first = classes.add_learners(newcomers, "fr")
    second = classes.add_learners(newcomers, "fr")

    assert (len(first), len(second)) == (2, 0)
    assert names_in("CP") == ["Awa", "Awa", "Fatou"]


def test_an_unknown_class_adds_nobody_at_all(box):
    with pytest.raises(classes.UnknownClass, match="hotspot class add"):
        classes.add_learners([Newcomer("CP", "Binta"), Newcomer("CM2", "Modou")], "fr")

    assert names_in("CP") == ["Fatou"]


def test_a_class_has_an_end(box):
    with pytest.raises(classes.FullClass):
        classes.add_learners([Newcomer("CP", f"E{number}") for number in range(300)], "fr")


def test_a_box_is_one_schools(box):
    with pytest.raises(classes.AlreadyThere, match="Fissel"):
        classes.set_school("Autre", "Ville", "sn", "1")


def test_a_class_is_added_once(box):
    with pytest.raises(classes.AlreadyThere):
        classes.add_class("CI", 1)


def test_the_technicians_code_is_known_by_its_hash_only():
    code = new_code()
    kept = hash_of(code)

    assert is_code(code, kept)
    assert is_code(code.replace(" ", ""), kept)
    assert not is_code("0000 0000", kept)
    assert code.replace(" ", "") not in kept


def test_a_picture_code_has_three_different_pictures():
    taken = set()
    for _ in range(500):
        taken.add(new_pictures(taken))

    assert len(taken) == 500
    assert all(len(set(code.split())) == 3 for code in taken)


def listed(tmp_path, content, class_name=""):
    file = tmp_path / "liste.csv"
    file.write_bytes(content)
    return newcomers_from(file, class_name)


@pytest.mark.parametrize(
    ("content", "class_name", "found"),
    [
        (b"CI,Awa\nCP,Moussa\n", "", [("CI", "Awa"), ("CP", "Moussa")]),
        ("classe;prénom\r\nCI;  Marie   Louise \r\n\r\n".encode(), "", [("CI", "Marie Louise")]),
        ("\ufeffclasse,prénom\nCI,Élimane".encode(), "", [("CI", "Élimane")]),
        ("CI,Élimane".encode("cp1252"), "", [("CI", "Élimane")]),
        (b"Awa\nMoussa\n", "CI", [("CI", "Awa"), ("CI", "Moussa")]),
        ("prénom\nأمينة\n".encode(), "السنة 1", [("السنة 1", "أمينة")]),
        ("Élève;Sexe;Classe\nAWA;F;CI".encode(), "", [("CI", "Awa")]),
        (b"1. Awa\n2. Moussa", "CI", [("CI", "Awa"), ("CI", "Moussa")]),
    ],
)
def test_lists_are_read_as_schools_write_them(box, tmp_path, content, class_name, found):
    assert [(one.class_name, one.first_name) for one in listed(tmp_path, content, class_name)] == found


def test_every_mistake_of_a_list_is_told_with_its_line(box, tmp_path):
    with pytest.raises(WrongList) as told:
        listed(tmp_path, b'Awa,CI\nMoussa\n,CI\n"Awa, la grande",CI\n' + b"x" * 50 + b",CI")

    lines = str(told.value).splitlines()
    assert [line.split(" : ")[0].rpartition(" ")[2] for line in lines] == ["2", "3", "4", "5"]
    assert "--class" in lines[0]


@pytest.mark.parametrize("content", [b"", b"\n\n", "classe,prénom\n".encode()])
def test_an_empty_list_is_told(box, tmp_path, content):
    with pytest.raises(WrongList, match="est vide"):
        listed(tmp_path, content)


def test_a_list_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongList, match="ne peut pas être lu"):
        newcomers_from(tmp_path / "nulle.csv")
