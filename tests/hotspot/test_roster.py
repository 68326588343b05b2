"""Class lists: any table in any order says the same pupils; what it would change is one plan."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot.content.folding import folded
from hotspot.school.roster.adding import plan_for
from hotspot.school.roster.columns import columns_of
from hotspot.school.roster.names import strange_signs, tidy, what_is_wrong, without_strange_signs
from hotspot.school.roster.reading import Entry, in_class, listed_in_paste, listed_in_rows
from hotspot.school.sheets import csv_bytes, rows_of, xlsx_bytes

NAMES = ("Awa", "Fatou", "Moussa", "N'Dèye", "Marie-Louise", "Élimane", "عائشة", "موسى", "Ɓinta", "Jean Paul")
HEADINGS = {
    "first": ("Prénom", "PRÉNOMS", "prenom", "First name", "الاسم الشخصي"),
    "last": ("Nom", "Nom de famille", "Initiale", "Surname", "اللقب"),
    "sex": ("Sexe", "Genre", "F/G", "Gender", "الجنس"),
    "class": ("Classe", "CLASS", "Niveau", "القسم"),
    "number": ("N°", "Numéro", "Observations", ""),
}
GIRL, BOY = ("F", "fille", "Féminin", "girl", "أنثى"), ("M", "G", "garçon", "boy", "ذكر")
PUPILS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(("Diop", "Sow", "BA", "N'Diaye")),
        st.sampled_from(("girl", "boy", "")),
        st.sampled_from(("CI A", "CP", "CM2")),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(PUPILS, st.permutations(list(HEADINGS)), st.data())
def test_any_table_in_any_order_says_the_same_pupils(pupils, order, data):
    headings = [data.draw(st.sampled_from(HEADINGS[part])) for part in order]
    rows = [headings]
    for number, (first, last, sex, class_name) in enumerate(pupils, start=1):
        said = data.draw(st.sampled_from({"girl": GIRL, "boy": BOY, "": ("", "?")}[sex]))
        cells = {"first": first, "last": last, "sex": said, "class": class_name, "number": str(number)}
        rows.append([cells[part] for part in order])
    title = data.draw(st.sampled_from(([], [["Liste des élèves"], []])))
    as_file = data.draw(st.sampled_from((csv_bytes, lambda table: xlsx_bytes(table, "CI"))))

    entries = listed_in_rows(rows_of(as_file(title + rows))).entries

    found = [(one.first_name, one.initial, one.sex, one.class_name) for one in entries]
    assert found == [(first, last[0], sex, class_name) for first, last, sex, class_name in pupils]
    assert [one.line for one in entries] == [len(title) + 2 + number for number in range(len(pupils))]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([["1", "DIOP", "Awa", "F"], ["2", "BA", "Modou", "G"]], {"last": 1, "first": 2, "sex": 3}),
        ([["Awa", "DIOP"], ["Modou", "BA"]], {"first": 0, "last": 1}),
        ([["Awa", "D."], ["Modou", "B"]], {"first": 0, "last": 1}),
        ([["CI", "Awa"], ["CP", "Modou"]], {"class": 0, "first": 1}),
        ([["garçon", "Modou"], ["fille", "Awa"]], {"sex": 0, "first": 1}),
        ([["1", "2"]], {}),
    ],
)
def test_columns_without_headings_are_guessed(rows, places):
    assert columns_of(rows, ["CI", "CP"]).places == places


def test_a_whole_name_is_parted_where_the_last_is_in_capitals():
    entries = listed_in_rows([["Nom et prénom"], ["DIOP Fatou Binta"], ["Awa"], ["Modou Sy"]]).entries

    found = [(one.first_name, one.initial) for one in entries]
    assert found == [("Fatou Binta", "D"), ("Awa", ""), ("Modou Sy", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Awa\nMoussa\nÉlimane",
        "1. Awa\n2. Moussa\n3. Élimane",
        "1) Awa, 2) Moussa, 3) Élimane",
        "Prénoms\n- Awa\n• Moussa\n\n* Élimane,",
        "01 - AWA\n02 - MOUSSA\n03 - ÉLIMANE",
        "N°\tPrénom\n1\tAwa\n2\tMoussa\n3\tÉlimane",
        "Prénom;Sexe\nAwa;\nMoussa;\nÉlimane;",
        "\u200eAwa،\u200f Moussa، Élimane",
    ],
)
def test_a_paste_is_read_as_people_write_lists(text):
    assert [one.first_name for one in listed_in_paste(text).entries] == ["Awa", "Moussa", "Élimane"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_a_name_that_is_kept_is_tidy_and_one_that_is_offered_is_right(text):
    name, offered = tidy(text), without_strange_signs(tidy(text))

    assert tidy(name) == name
    assert strange_signs(offered) == ""
    assert what_is_wrong(offered) in (None, "missing")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["Awa", "Fatou", "Fatou D.", "Moussa"]), unique=True),
    st.lists(
        st.tuples(
            st.sampled_from(["Awa", "fatou", "Fatou", "Moussa", "🌸", ""]), st.sampled_from(["", "D", "S"])
        )
    ),
)
def test_each_pupil_is_added_there_or_asked_and_nobody_is_called_as_another(names, listed):
    entries = [Entry(place, place + 1, *one) for place, one in enumerate(listed)]

    plan = plan_for(names, entries, {})

    asked = [one.entry for one in plan.asked]
    places = [one.place for one in [*plan.added, *(entry for entry, _name in plan.here), *asked]]
    assert sorted(places) == list(range(len(entries)))
    called = [folded(name) for name in [*names, *(one.first_name for one in plan.added)]]
    assert len(called) == len(set(called))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["Awa", "Fatou", "Moussa", "Binta"]), max_size=8))
def test_a_list_given_again_adds_nobody(listed):
    entries = [Entry(place, place + 1, name) for place, name in enumerate(listed)]
    answers = {
        one.entry.place: f"{one.suggestion} {chr(65 + n)}."
        for n, one in enumerate(plan_for([], entries, {}).asked)
    }
    plan = plan_for([], entries, answers)

    again = plan_for([one.first_name for one in plan.added], entries, {})

    assert not again.added
    assert not again.asked
    assert len(again.here) == len(listed)


def test_two_with_a_last_name_are_told_apart_by_its_letter():
    plan = plan_for(
        ["Awa"], [Entry(0, 1, "Fatou", "D"), Entry(1, 2, "Fatou", "S"), Entry(2, 3, "Binta", "D")], {}
    )

    assert [one.first_name for one in plan.added] == ["Fatou D.", "Fatou S.", "Binta"]
    assert not plan.asked


def test_of_a_list_of_several_classes_one_is_taken():
    entries = [Entry(0, 1, "Awa", class_name="CI"), Entry(1, 2, "Modou", class_name="cp")]

    assert in_class(entries, "CP") == entries[1:]
    assert in_class(entries[:1], "CP") == entries[:1]
