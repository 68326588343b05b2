"""Mistakes in modules, parcours and countries are told with their line, once."""

import pytest

MODULE = "region/modules/maths/numbers/module.yml"
SN = "countries/sn"
PARCOURS = "countries/sn/parcours/maths-1.yml"

# file, what stands there, what a hurried author writes instead, how the mistake is told
MISTAKES = {
    "an unknown skill in a module": (
        MODULE,
        "region/maths/count-to-10,",
        "region/maths/count-to-01,",
        f"{MODULE}:7: « region/maths/count-to-01 » : savoir inconnu."
        " Vouliez-vous « region/maths/count-to-10 » ?",
    ),
    "a step that is neither": (
        MODULE,
        "  - grain: bundles\n",
        "  - grain: bundles\n    exercises: bundles\n",
        f"{MODULE}:10: Écrivez ici « grain » ou bien « exercises », l'un des deux.",
    ),
    "a grain without a file": (
        MODULE,
        "grain: the-hare",
        "grain: the-haer",
        f"{MODULE}:11: « the-haer » : il manque the-haer.fr.md. Vouliez-vous « the-hare » ?",
    ),
    "the same grain twice": (
        MODULE,
        "  - grain: basket",
        "  - grain: basket\n  - grain: sheet",
        f"{MODULE}:15: « sheet » sert déjà (ligne 13). Donnez un autre nom.",
    ),
    "too many questions": (
        MODULE,
        "count: 6",
        "count: 60",
        f"{MODULE}:8: « count » : il faut un nombre de 5 à 10.",
    ),
    "a set of exercises without minutes": (
        MODULE,
        "    minutes: 5\n",
        "",
        f"{MODULE}:5: La clé « minutes » manque.",
    ),
    "a module in a year that the country has not": (
        MODULE,
        "year: 1",
        "year: 9",
        f"{MODULE}:2: Année 9 : le pays sn n'a pas ce niveau (1, 2, 3).",
    ),
    "own words with a variable that does not exist": (
        f"{SN}/exercise_words.yml",
        "{a:food}",
        "{c:food}",
        f"{SN}/exercise_words.yml:3: receives-some : variable inconnue : « c ».",
    ),
    "an unknown module": (
        PARCOURS,
        "modules: [region/maths/numbers]",
        "modules: [region/maths/number]",
        f"{PARCOURS}:4: « region/maths/number » : module inconnu. Vouliez-vous « region/maths/numbers » ?",
    ),
    "a module of another subject": (
        PARCOURS,
        "modules: [region/maths/numbers]",
        "modules: [region/maths/numbers, region/french/sounds]",
        f"{PARCOURS}:4: « region/french/sounds » est de la matière french, ce parcours de la matière maths.",
    ),
    "a title for an unknown grain": (
        PARCOURS,
        "  region/maths/numbers: {",
        "  region/maths/numbers/baskt: {",
        f"{PARCOURS}:6: « region/maths/numbers/baskt » : grain inconnu dans ce parcours."
        " Vouliez-vous « region/maths/numbers/basket » ?",
    ),
    "an unknown grain left out": (
        PARCOURS,
        "hidden: [region/maths/numbers/basket]",
        "hidden: [region/maths/numbers/baskets]",
        f"{PARCOURS}:7: « region/maths/numbers/baskets » : grain inconnu dans ce parcours."
        " Vouliez-vous « region/maths/numbers/basket » ?",
    ),
    "a parcours in a year that the country has not": (
        PARCOURS,
        "year: 1",
        "year: 9",
        f"{PARCOURS}:3: Année 9 : le pays sn n'a pas ce niveau (1, 2, 3).",
    ),
    "a level written twice": (
        f"{SN}/country.yml",
        "{year: 2, label",
        "{year: 1, label",
        f"{SN}/country.yml:9: « 1 » sert déjà (ligne 8). Donnez un autre nom.",
    ),
    "an unknown day": (
        f"{SN}/country.yml",
        "[mon, tue",
        "[lundi, tue",
        f"{SN}/country.yml:5: « lundi » n'est pas un choix possible : fri, mon, sat, sun, thu, tue, wed.",
    ),
    "a holiday on no day": (
        f"{SN}/country.yml",
        "confidence: B\nlevels",
        "confidence: B\nholidays:\n  - {first: [25, 12], last: [12, 31], confidence: C}\nlevels",
        f"{SN}/country.yml:8: « [25, 12] » : ce jour n'existe pas. Écrivez [mois, jour] :"
        " [12, 25] est le 25 décembre.",
    ),
    "a holiday whose ends are exchanged": (
        f"{SN}/country.yml",
        "confidence: B\nlevels",
        "confidence: B\nholidays:\n  - {first: [4, 10], last: [4, 1], confidence: C}\nlevels",
        f"{SN}/country.yml:8: Ces congés durent 358 jours, au plus 60 :"
        " le premier jour vient-il avant le dernier ?",
    ),
    "a holiday that nobody vouches for": (
        f"{SN}/country.yml",
        "confidence: B\nlevels",
        "confidence: B\nholidays:\n  - {first: [4, 10], last: [4, 12]}\nlevels",
        f"{SN}/country.yml:8: La clé « confidence » manque.",
    ),
    "an unknown word": (
        f"{SN}/words.yml",
        "foods: [mango, egg]",
        "foods: [mangoe, egg]",
        f"{SN}/words.yml:6: « mangoe » : mot inconnu dans region/words.yml. Vouliez-vous « mango » ?",
    ),
    "a coin that is no amount": (
        f"{SN}/words.yml",
        "coins: [5, 10",
        "coins: [cinq, 10",
        f"{SN}/words.yml:23: « cinq » : il faut ici un montant (0.5, 100).",
    ),
    "own words for an unknown exercise": (
        f"{SN}/exercise_words.yml",
        "#receives-some",
        "#receive-some",
        f"{SN}/exercise_words.yml:1: « region/maths/add-to-10#receive-some » : exercice inconnu."
        " Vouliez-vous « region/maths/add-to-10#receives-some » ?",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_once_with_its_line(authors, file, old, new, told):
    authors.change(file, old, new)

    mistakes = authors.mistakes()

    assert [mistake for mistake in mistakes if mistake.startswith(told)] == mistakes
    assert len(mistakes) == 1
