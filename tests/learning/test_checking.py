import time

import pytest
from msgspec.structs import replace
from small_exercises import ALL, CHOICE, CHOICES, GAPS, LANGUAGES, MATCH, NUMBER, ORDER, TEXT, WORDS, same

from exchange.documents import Band, Drawing, Gap, Wrong
from learning.exercises import check

ONLY_FRENCH = (TEXT, GAPS)


def languages_of(exercise):
    return ("fr",) if exercise in ONLY_FRENCH else LANGUAGES


def problems(exercise):
    return check(exercise, WORDS, languages_of(exercise) if exercise in ALL else LANGUAGES)


def wheres(exercise, languages=LANGUAGES):
    return [problem.where for problem in check(exercise, WORDS, languages)]


def band(where=(), **variables):
    return (Band(name="one", variables=variables, where=tuple(where)),)


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_a_good_exercise_has_no_problem(exercise):
    assert problems(exercise) == []


def wrong(value, **more):
    return Wrong(value=value, say=same("Non."), misconception="some-slip", **more)


@pytest.mark.parametrize(
    ("exercise", "where", "what"),
    [
        (replace(NUMBER, right="a + c"), "right", "variable inconnue"),
        (replace(NUMBER, right="a +"), "right", "valeur manque"),
        (replace(NUMBER, right="who"), "right", "nombre est attendu"),
        (replace(NUMBER, ask=same("{a")), "ask.fr", "accolade"),
        (replace(NUMBER, ask=same("{wh}")), "ask.fr", "variable inconnue"),
        (replace(NUMBER, ask=same("{a:foood}")), "ask.ar", "filtre"),
        (replace(NUMBER, ask={"fr": "{a}"}), "ask", "« ar »"),
        (replace(NUMBER, ask=same("  ")), "ask.en", "texte vide"),
        (replace(NUMBER, ask=same("[[1]] {a}")), "ask.fr", "reste dans le texte"),
        (replace(NUMBER, hints=(same("x"),) * 4), "hints", "trois indices"),
        (replace(NUMBER, right="a / (b - 3)"), "right", "division par zéro"),
        (replace(NUMBER, worked=(same("{a // (b - 3)}"),)), "worked[0].fr", "division par zéro"),
        (replace(NUMBER, let={"x": "1 / (b - 2)"}), "let.x", "division par zéro"),
        (replace(NUMBER, let={"x": "y", "y": "x"}), "let", "l’une par l’autre"),
        (replace(NUMBER, let={"a": "1"}), "variables.a", "déjà dans"),
        (replace(NUMBER, bands=band(a="9..1", b="1..2")), "bands[0].variables.a", "vide"),
        (
            replace(NUMBER, bands=band(["a == 1 and b == 1"], a="1..90", b="1..90")),
            "bands[0].where",
            "n’accepte",
        ),
        (replace(NUMBER, bands=band(["a + 1"], a="1..9", b="1..9")), "bands[0].where[0]", "condition"),
        (replace(NUMBER, right="power(10, 12) * b"), "right", "trop grand"),
        (replace(NUMBER, tolerance="-1"), "tolerance", "négative"),
        (replace(NUMBER, wrong=(wrong("a + b"),)), "wrong[0].value", "toujours la bonne"),
        (replace(NUMBER, wrong=(wrong("a", when="a > 1000"),)), "wrong[0].when", "n’arrive jamais"),
        (replace(NUMBER, unit="{a}"), "unit", "unité"),
        (
            replace(NUMBER, words={"who": "name", "x": "name", "y": "name", "food": "food"}),
            "bands[0]",
            "moins de 3",
        ),
        (replace(NUMBER, right=same("4")), "right", "expression"),
        (
            replace(CHOICE, wrong=(wrong("a * b + b"), wrong("a * a"), wrong("9"))),
            "wrong[1].value",
            "deux bonnes",
        ),
        (replace(CHOICE, wrong=(wrong("1"),)), "wrong", "moins de deux"),
        (replace(CHOICE, items=("a",)), "items", "ne sert pas"),
        (
            replace(CHOICE, right=same("9"), wrong=(wrong("9"), wrong("1"), wrong("2"))),
            "wrong[0].value",
            "deux bonnes",
        ),
        (replace(CHOICES, options=CHOICES.options[:1]), "options", "deux au moins"),
        (replace(CHOICES, options=CHOICES.options[::2]), "options", "toutes les cartes"),
        (replace(ORDER, items=("a", "5", "a + 1")), "items", "se lisent de même"),
        (replace(ORDER, items=()), "items", "manque"),
        (replace(MATCH, pairs=MATCH.pairs[:1] * 2), "pairs", "se lisent de même"),
        (
            replace(NUMBER, drawing=Drawing("clock", {"hours": "a", "x": 1}, same("x"))),
            "drawing",
            "ne connaît que",
        ),
        (replace(NUMBER, drawing=Drawing("clock", {"hours": "a * 9"}, same("x"))), "drawing", "de 0 à 24"),
        (
            replace(NUMBER, drawing=Drawing("clock", {"hours": "z"}, same("x"))),
            "drawing.of.hours",
            "inconnue",
        ),
    ],
)
def test_every_kind_of_mistake_is_found_with_its_place(exercise, where, what):
    found = check(exercise, WORDS, LANGUAGES)

    assert [problem for problem in found if problem.where == where and what in problem.what], found
    assert all(problem.how for problem in found)


def test_gaps_must_be_those_of_the_text_and_hold_their_answer():
    lost = replace(GAPS, text={"fr": "{who} [[1]] [[2]]"})
    absent = replace(GAPS, gaps=(Gap(right={"fr": "a"}, choices=({"fr": "as"}, {"fr": "à"})), *GAPS.gaps[1:]))

    assert "text.fr" in wheres(lost, ("fr",))
    assert "gaps[0]" in wheres(absent, ("fr",))


def test_a_slip_that_reads_as_the_right_text_under_the_policy_is_found():
    folded = replace(TEXT, accents="fold", table=({"word": "x", "plural": "à"},), wrong=(wrong(same("a")),))

    assert "wrong[0].value" in wheres(folded, ("fr",))


def test_a_division_that_a_condition_or_an_if_guards_is_no_problem():
    by_where = replace(NUMBER, bands=band(["b != 3"], a="2..9", b="1..8"), right="a / (b - 3)")
    by_if = replace(NUMBER, right="if(b == 3, 0, a / (b - 3))")

    by_when = replace(NUMBER, wrong=(wrong("a / (b - 3)", when="b > 3"),))

    assert wheres(by_where) == []
    assert wheres(by_when) == []
    assert wheres(by_if) == []


def test_a_division_is_proved_even_where_draws_are_too_many_to_go_through():
    wide = replace(NUMBER, bands=band(a="1..9000", b="1..9000"), wrong=(), drawing=None)

    assert wheres(replace(wide, right="a / (b + 1)")) == []
    assert wheres(replace(wide, right="a / (b - a)")) == ["right"]


def test_two_drawings_that_look_the_same_are_found():
    def clock(hours):
        return Drawing("clock", {"hours": hours}, same("Une horloge."))

    cards = tuple(wrong(f"a + {more}", drawing=clock(f"a + {more}")) for more in (1, 2, 12))
    drawn = replace(CHOICE, right="a", right_drawing=clock("a"), wrong=cards)

    assert wheres(drawn) == ["wrong[2].drawing"]


def test_all_mistakes_are_told_at_once():
    many = replace(NUMBER, ask=same("{x}"), right="y", hints=({"fr": ""},))

    assert {"ask.fr", "ask.ar", "ask.en", "right", "hints[0].fr", "hints[0]"} <= set(wheres(many))


def test_a_near_name_is_proposed():
    (problem,) = check(replace(NUMBER, right="a + foood"), WORDS, LANGUAGES)

    assert problem.how == "Vouliez-vous « food » ?"


def test_checking_is_quick_enough_to_publish_a_country():
    started = time.process_time()
    check(NUMBER, WORDS, LANGUAGES)

    assert time.process_time() - started <= 0.6  # 0.3 s, and as much again for a slow machine
