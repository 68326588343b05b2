"""Mistakes in skills and their exercises are told with their line, once, and how to mend them."""

import pytest

COUNT = "region/skills/maths/count-to-10.yml"
ADD = "region/skills/maths/add-to-10.yml"
VOWELS = "region/skills/french/vowels.yml"
NAMES, MOVED = "region/misconceptions.yml", "region/moved.yml"

# file, what stands there, what a hurried author writes instead, how the mistake is told
MISTAKES = {
    "YAML that cannot be read": (
        COUNT,
        "    type: number",
        "    type: number: 3",
        f"{COUNT}:5: Le YAML ne se lit pas ici (",
    ),
    "a tab for spaces": (
        COUNT,
        "    type: number",
        "\ttype: number",
        f"{COUNT}:5: Le YAML ne se lit pas ici (",
    ),
    "an unknown key": (
        COUNT,
        "    right: n",
        "    rigth: n",
        f"{COUNT}:20: « rigth » : clé inconnue. Vouliez-vous « right » ?",
    ),
    "a missing key": (COUNT, "year: 1\n", "", f"{COUNT}:1: La clé « year » manque."),
    "a key written twice": (
        COUNT,
        "year: 1\n",
        "year: 1\nyear: 2\n",
        f"{COUNT}:3: « year » est écrit deux fois. Gardez-en un.",
    ),
    "a word for a number": (
        COUNT,
        "year: 1",
        "year: one",
        f"{COUNT}:2: « one » : il faut ici un nombre entier.",
    ),
    "a text for a list": (
        ADD,
        "hard: [region/maths/count-to-10]",
        "hard: region/maths/count-to-10",
        f"{ADD}:3: « region/maths/count-to-10 » : il faut ici une liste.",
    ),
    "a text without its language": (
        VOWELS,
        'ask: {fr: "Choisis la bonne lettre."}',
        'ask: "Choisis la bonne lettre."',
        f"{VOWELS}:6: « Choisis la bonne lettre. » : il faut ici un texte par langue ({{fr: …}}).",
    ),
    "an unknown type": (
        COUNT,
        "type: number",
        "type: nombre",
        f"{COUNT}:5: « nombre » n'est pas un choix possible :"
        " choice, choices, gaps, match, number, order, text. Vouliez-vous « number » ?",
    ),
    "an unknown language": (
        COUNT,
        "en: Count to 10",
        "es: Contar",
        f"{COUNT}:1: « es » : langue inconnue (fr, ar, en).",
    ),
    "an empty title": (
        VOWELS,
        'title: {fr: "Les voyelles"',
        'title: {fr: " "',
        f"{VOWELS}:1: « fr » est vide. Écrivez le texte ou retirez la clé.",
    ),
    "a year that no school has": (
        COUNT,
        "year: 1",
        "year: 14",
        f"{COUNT}:2: « year » : il faut un nombre de 0 à 13.",
    ),
    "a subject that is not the folder's": (
        COUNT,
        "year: 1",
        "year: 1\nsubject: french",
        f"{COUNT}:3: « subject » vient de la place du fichier : maths."
        " Retirez la clé ou déplacez le fichier.",
    ),
    "an unknown skill before this one": (
        ADD,
        "[region/maths/count-to-10]",
        "[region/maths/coutn]",
        f"{ADD}:3: « region/maths/coutn » : savoir inconnu. Vouliez-vous « region/maths/count-to-10 » ?",
    ),
    "skills that wait for each other": (
        COUNT,
        "year: 1",
        "year: 1\nhard: [region/maths/add-to-10]",
        f"{ADD}:3: Ces savoirs s'attendent l'un l'autre : region/maths/add-to-10 → region/maths/count-to-10"
        " → region/maths/add-to-10. Retirez l'un des liens « hard » ou « soft ».",
    ),
    "skills that wait for each other, one of them softly": (
        COUNT,
        "year: 1",
        "year: 1\nsoft: [region/maths/add-to-10]",
        f"{ADD}:3: Ces savoirs s'attendent l'un l'autre : region/maths/add-to-10 → region/maths/count-to-10"
        " → region/maths/add-to-10.",
    ),
    "a skill before this one that is taught later": (
        COUNT,
        "year: 1",
        "year: 2",
        f"{ADD}:3: « region/maths/count-to-10 » est de l'année 2, après ce savoir (année 1). Retirez le lien",
    ),
    "a skill with too few different questions": (
        VOWELS,
        "{word: lac}, {word: lune}, ",
        "",
        f"{VOWELS}:3: 19 questions différentes : il en faut 20 pour s'entraîner puis réviser."
        " Élargissez « variables » ou allongez « table ».",
    ),
    "a skill without a remediation": (
        VOWELS,
        'remediation:\n  - {fr: "Dites « mangue » en ouvrant grand la bouche.",'
        ' ar: "قولوا « mangue » مع فتح الفم."}\n',
        "",
        f"{VOWELS}:1: « remediation » manque. Écrivez ce que le maître fait en cinq minutes",
    ),
    "a misconception that no teacher could read": (
        COUNT,
        "misconception: counts-one-twice",
        "misconception: count-one-twice",
        f"{COUNT}:24: « count-one-twice » : cette erreur n'a pas de nom lisible. Donnez-le dans ",
    ),
    "a generator that divides by zero": (
        COUNT,
        "    right: n\n",
        "    right: 10 // (n - n)\n",
        f"{COUNT}:20: how-many : division par zéro dans « 10 // (n - n) »",
    ),
    "a generator that never ends": (
        COUNT,
        'where: ["n > 5"]',
        'where: ["n > 50"]',
        f"{COUNT}:15: how-many : where n’accepte que 0,0 % des tirages.",
    ),
    "a slip that is the right answer": (
        COUNT,
        "value: n + 1",
        "value: n",
        f"{COUNT}:22: how-many : cette erreur prévue est toujours la bonne réponse",
    ),
    "an answer that is not among the choices": (
        VOWELS,
        "right: {fr: a}",
        "right: {fr: e}",
        f"{VOWELS}:11: missing-vowel : la réponse n’est pas parmi les choix.",
    ),
    "a variable that does not exist": (
        COUNT,
        'fr: "Combien de balles',
        'fr: "Combien de {balls}',
        f"{COUNT}:7: how-many : variable inconnue : « balls ».",
    ),
    "words of the region with a variable that does not exist": (
        ADD,
        'fr: "{who} a',
        'fr: "{whom} a',
        f"{ADD}:9: receives-some : variable inconnue : « whom ».",
    ),
    "a list that holds itself": (
        ADD,
        "[region/maths/count-to-10]",
        "&a [*a]",
        f"{ADD}:3: « … » : il faut ici un texte.",
    ),
    "an exercise named like another": (
        ADD,
        "exercises:\n",
        "exercises:\n  - {name: receives-some, type: number, ask: {fr: 'Combien ?'}, right: '1'}\n",
        f"{ADD}:6: « receives-some » sert déjà (ligne 5). Donnez un autre nom.",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_once_with_its_line(authors, file, old, new, told):
    authors.change(file, old, new)

    mistakes = authors.mistakes()

    assert [mistake for mistake in mistakes if mistake.startswith(told)] == mistakes
    assert len(mistakes) == 1


def test_a_skill_with_one_exercise_is_told_what_is_missing(authors):
    one = (authors.folder / VOWELS).read_text("utf-8")
    second = one[one.index("  - name: write-it") : one.index("remediation:")]
    authors.change(VOWELS, second, "")

    assert authors.mistakes() == [
        f"{VOWELS}:3: 1 exercice : il en faut au moins 2, de forme différente, pour voir si c'est su."
        " Écrivez-en un autre.",
    ]


def test_a_remediation_is_needed_in_each_language_of_the_country(authors):
    authors.change(ADD, 'ar: "خذوا تسع حصيات.", ', "")

    assert authors.mistakes("sn") == []
    assert [mistake.partition(": ")[2] for mistake in authors.mistakes("tn")] == [
        "« remediation[0] » manque en « ar », langue d'enseignement d'un pays publié."
    ]


def test_a_name_that_no_exercise_uses_is_told(authors):
    authors.write(
        NAMES, (authors.folder / NAMES).read_text("utf-8") + "counts-twice: {fr: compte deux fois}\n"
    )

    assert authors.mistakes() == [
        f"{NAMES}:2: « counts-twice » : aucun exercice ne prévoit cette erreur. Retirez la ligne."
    ]


def test_the_name_of_a_misconception_is_needed_in_each_language_of_the_country(authors):
    authors.change(NAMES, 'ar: "يعدّ واحدًا مرتين", ', "")

    assert authors.mistakes("sn") == []
    assert [mistake.partition(": ")[0] for mistake in authors.mistakes("tn")] == [f"{NAMES}:1"]


def test_a_skill_that_has_moved_leads_to_skills_that_are_there_and_is_itself_gone(authors):
    authors.write(MOVED, "region/maths/count: [region/maths/count-to-10, region/maths/count-to-1]\n")
    assert authors.mistakes() == [
        f"{MOVED}:1: « region/maths/count-to-1 » : savoir inconnu."
        " Vouliez-vous « region/maths/count-to-10 » ?"
    ]

    authors.write(MOVED, "region/maths/add-to-10: [region/maths/count-to-10]\n")
    assert authors.mistakes() == [
        f"{MOVED}:1: « region/maths/add-to-10 » existe encore. Retirez la ligne, ou le fichier de ce savoir."
    ]
