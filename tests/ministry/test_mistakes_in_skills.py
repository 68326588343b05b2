"""Mistakes in skills and their exercises are told with their line, once, and how to mend them."""

import pytest

COUNT = "region/skills/maths/count-to-10.yml"
ADD = "region/skills/maths/add-to-10.yml"
VOWELS = "region/skills/french/vowels.yml"

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
        " → region/maths/add-to-10. Retirez l'un des liens « hard ».",
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
