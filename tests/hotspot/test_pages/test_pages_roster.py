"""A teacher makes a class of a list, adds to it, and sees each change before it is one."""

import io

import pytest
from adults import signed_in
from openpyxl import Workbook
from phone import Phone
from tutored import queries_counted
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.sheets import csv_bytes


def names_in(name="CI"):
    return [one.first_name for one in classes.learners_of(classes.class_named(name))]


def add_page(phone, name="CI"):
    return phone.get(f"/enseignant/classes/{classes.class_named(name).id}/eleves/ajouter")


def list_form(page):
    return next(form for form in page.forms if "names" in form.fields and form.method == "post")


def given(phone, names="", file=None, name="CI"):
    """The page after a list was typed, or a file chosen."""
    form = list_form(add_page(phone, name))
    if file is None:
        return phone.send(form, names=names)
    fields = {
        "csrf": form.fields["csrf"][0],
        "names": names,
        "file": FileStorage(io.BytesIO(file), "liste.xlsx"),
    }
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return phone._read(phone.client.post(form.action, data=body, content_type=kind))


def confirmed(phone, page, **answers):
    return phone.send(list_form(page), confirm="1", **answers)


def workbook(*rows, merged=""):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture
def teacher(phone):
    return signed_in(phone, "teacher", of=("CI",))


def test_a_class_is_made_of_one_paste_and_is_its_makers(phone):
    signed_in(phone, "teacher")
    page = phone.get("/enseignant/")
    assert "Vous n’avez pas encore de classe" in page.said()

    page = phone.get("/enseignant/classes/nouvelle")
    page = phone.send(list_form(page), name="CE1 A", year="3", names="1. Awa\n2. Modou, Binta\n\n3) FATOU")
    assert page.said("h1") == "4 élèves à ajouter en CE1 A"
    assert [one.name for one in classes.classes()] == ["CI", "CP"], "a preview makes nothing"
    page = confirmed(phone, page)

    assert page.path.endswith("/eleves")
    assert names_in("CE1 A") == ["Awa", "Binta", "Fatou", "Modou"]
    assert "CE1 A" in phone.get("/enseignant/").said()


def test_a_class_without_a_name_or_with_a_known_one_is_asked_again_with_what_was_typed(teacher):
    page = teacher.get("/enseignant/classes/nouvelle")

    page = teacher.send(list_form(page), name="CI", year="", names="Awa")

    assert "Il y a déjà une classe de ce nom" in page.said()
    assert "Choisissez l’année" in page.said()
    assert "Awa" in page.said()


def test_the_preview_says_who_is_new_and_who_is_there(teacher):
    page = given(teacher, "awa\nMoussa\nBinta")

    assert page.said("h1") == "1 élève à ajouter en CI"
    assert "2 élèves sont déjà dans la classe" in page.said()
    assert names_in() == ["Awa", "Élimane", "Moussa"]

    confirmed(teacher, page)
    assert names_in() == ["Awa", "Binta", "Élimane", "Moussa"]


def test_two_fatous_are_told_apart_by_the_teacher(teacher):
    page = given(teacher, "Fatou\nBinta\nFatou")
    assert "Comment l’appelez-vous" in page.said()
    form = list_form(page)
    fields = [field for field in form.fields if field.startswith("name-")]

    page = confirmed(teacher, page)
    assert names_in() == ["Awa", "Élimane", "Moussa"], "both are still called the same"
    confirmed(teacher, page, **dict(zip(fields, ("Fatou D.", "Fatou S."), strict=True)))

    assert names_in() == ["Awa", "Binta", "Élimane", "Fatou D.", "Fatou S.", "Moussa"]


def test_a_wrong_line_is_named_and_holds_all_back_until_it_is_mended(teacher):
    page = given(teacher, f"Binta\nAïda 🌸\n{'x' * 50}\n=cmd|' /C calc'!A0")
    said = page.said()
    assert all(f"Ligne {line}" in said for line in (2, 3, 4))
    assert "« 🌸 » ne va pas dans un prénom" in said.replace("\u00a0", " ")

    page = confirmed(teacher, page)
    assert names_in() == ["Awa", "Élimane", "Moussa"]
    confirmed(teacher, page, **{"name-2": "Xavier", "name-3": ""})

    assert names_in() == ["Aïda", "Awa", "Binta", "Élimane", "Moussa", "Xavier"]


def test_a_table_with_merged_cells_and_a_title_is_read_by_its_headings(teacher):
    rows = (["Liste des élèves"], ["Sexe", "Nom", "Classe", "Prénom"])
    file = workbook(
        *rows,
        ["F", "DIOP", "CI", "Fatou"],
        ["M", "SY", None, "Modou"],
        ["F", "SOW", None, "Fatou"],
        merged="C3:C5",
    )

    page = given(teacher, file=file)
    assert "prénom (colonne 4)" in page.said().replace("\u00a0", " ")
    confirmed(teacher, page)

    assert names_in() == ["Awa", "Élimane", "Fatou D.", "Fatou S.", "Modou", "Moussa"]
    assert {one.sex for one in classes.learners_of(classes.class_named("CI"))} == {"", "girl", "boy"}


def test_of_a_table_of_several_classes_one_is_chosen(phone):
    signed_in(phone, "head")
    file = csv_bytes([["classe", "prénom"], ["CE1 A", "Binta"], ["CE1 B", "Modou"]])

    page = given(phone, file=file, name="CP")
    assert page.said("h1") == "De quelle classe s’agit-il ?".replace(" ?", "\u00a0?")
    page = phone.send(list_form(page), class_name="CE1 B")
    confirmed(phone, page)

    assert names_in("CP") == ["Fatou", "Modou"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "aucun prénom"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "est une image"),
        (b"%PDF-1.7", "est un document"),
        (b"a" * (2 * 2**20 + 1), "trop lourd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), ".xls"),
        ("\n".join(f"Élève {n}" for n in range(5000)).encode(), "5000 élèves. Une classe en a 200 au plus"),
        ("\n".join(f"Élève {n}" for n in range(201)).encode(), "201 élèves. Une classe en a 200 au plus"),
    ],
)
def test_a_file_that_is_no_list_is_told_and_what_was_typed_stays(teacher, file, sentence):
    page = given(teacher, "Binta", file=file)

    assert sentence in page.said().replace("\u202f", "").replace("\u00a0", " ")
    assert "Binta" in page.said()
    assert names_in() == ["Awa", "Élimane", "Moussa"]


def test_a_heavier_file_than_any_list_is_refused_as_a_file(teacher):
    page = given(teacher, file=bytes(4 * 2**20))

    assert page.status == 413
    assert "fichier" in page.said()


def test_who_goes_back_finds_the_list_again(teacher):
    page = given(teacher, file=csv_bytes([["prénom"], ["Binta"], ["Modou"]]))

    page = teacher.send(list_form(page), back="1")

    assert "Binta\nModou" in page.html


def test_one_child_is_added_by_hand_and_the_next_is_asked(teacher):
    form = next(form for form in add_page(teacher).forms if "first_name" in form.fields)

    page = confirmed(teacher, teacher.send(form, first_name="Binta", sex="girl"))

    assert page.path.endswith("/ajouter")
    assert "Binta est dans la classe" in page.said()
    assert [one.sex for one in classes.learners_of(classes.class_named("CI"))] == ["", "girl", "", ""]


def test_what_is_sent_twice_after_a_lost_connection_adds_nobody_twice(teacher):
    page = given(teacher, "Binta")

    confirmed(teacher, page)
    page = confirmed(teacher, page)

    assert names_in() == ["Awa", "Binta", "Élimane", "Moussa"]
    assert "déjà" in page.said()


def test_two_teachers_who_add_at_once_lose_nothing_and_are_told(teacher, app):
    other = signed_in(Phone(app), "head")
    mine, theirs = given(teacher, "Binta\nModou"), given(other, "Binta\nAïda")

    confirmed(other, theirs)
    page = confirmed(teacher, mine)
    assert "Quelqu’un a changé la classe" in page.said()
    confirmed(teacher, page)

    assert names_in() == ["Aïda", "Awa", "Binta", "Élimane", "Modou", "Moussa"]


def test_a_class_never_grows_past_its_end(teacher):
    classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(190)], "fr")

    page = confirmed(teacher, given(teacher, "\n".join(f"Nouveau {number}" for number in range(20))))

    assert "plus de 200 élèves" in page.said().replace("\u00a0", " ")
    assert len(names_in()) == 193


def test_pictures_are_shown_on_demand(teacher, awa):
    page = teacher.get(f"/enseignant/classes/{awa.school_class_id}/eleves")
    assert not page.all("svg", **{"class": "picture"})

    page = teacher.get(f"/enseignant/classes/{awa.school_class_id}/eleves?images=1")

    assert len(page.all("svg", **{"class": "picture"})) == 9


def change_form(phone, learner):
    return phone.get(f"/enseignant/eleves/{learner.id}/changer").form("/changer")


def test_a_learner_is_renamed_and_gets_another_face(teacher, box, awa):
    form = change_form(teacher, awa)

    page = teacher.send(form, first_name="Awa D.", sex="girl", language="ar", face="7")

    assert "C’est gardé pour Awa D." in page.said().replace("\u00a0", " ")
    now = box.learner("Awa D.")
    assert (now.sex, now.language, now.face, now.pictures) == ("girl", "ar", 7, awa.pictures)


@pytest.mark.parametrize("name", ["", "moussa", "x" * 41, "Awa 🌸"])
def test_a_name_that_cannot_be_is_asked_again(teacher, box, awa, name):
    page = teacher.send(change_form(teacher, awa), first_name=name)

    assert page.all("input", **{"aria-invalid": "true"})
    assert box.learner("Awa")


def test_two_teachers_who_change_one_child_lose_nothing_and_are_told(teacher, app, box, awa):
    other = signed_in(Phone(app), "head")
    mine, theirs = change_form(teacher, awa), change_form(other, awa)
    other.send(theirs, first_name="Awa D.")

    page = teacher.send(mine, sex="girl")
    assert (box.learner("Awa D.").sex, page.path.endswith("/eleves")) == ("girl", True)
    page = teacher.send(mine, first_name="Awa Diop")

    assert "Awa D." in page.said()
    assert page.form("/changer").fields["first_name"] == ["Awa Diop"]
    teacher.send(page.form("/changer"))
    assert box.learner("Awa Diop")


def test_cards_are_eight_a_page_with_the_way_in(teacher, box, awa):
    classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(8)], "fr")

    page = teacher.get(f"/enseignant/classes/{awa.school_class_id}/cartes")

    assert len(page.all("ul", **{"class": "name-cards"})) == 2
    assert len(page.all("li", **{"class": "name-card"})) == 11
    assert all(name in page.said() for name in ("Élimane", "CI", "localhost"))


def test_the_list_asks_as_many_questions_of_the_box_for_three_as_for_two_hundred(teacher, awa):
    address = f"/enseignant/classes/{awa.school_class_id}/eleves?images=1"
    teacher.get(address)

    with queries_counted() as few:
        teacher.get(address)
    classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(190)], "fr")
    with queries_counted() as many:
        teacher.get(address)

    assert len(many) == len(few) <= 6


def test_another_teachers_class_is_closed(phone, awa):
    signed_in(phone, "teacher", of=("CP",))
    address = f"/enseignant/classes/{awa.school_class_id}"

    for path in ("/eleves", "/eleves/ajouter", "/cartes"):
        assert phone.get(address + path).status == 403
    assert phone.get(f"/enseignant/eleves/{awa.id}/changer").status == 403


def test_other_pictures_are_given_once_when_two_ask_at_once(teacher, box, awa):
    form = teacher.get(f"/enseignant/eleves/{awa.id}/images").form("/images")

    teacher.send(form)
    given_first = box.learner("Awa").pictures
    page = teacher.send(form)

    assert given_first != awa.pictures
    assert box.learner("Awa").pictures == given_first
    assert "Quelqu’un vient de lui donner" in page.said()
