"""Each kind of mistake is told with its file, its line, and how to mend it; all of them in one run."""

import pytest

COUNT = "region/skills/maths/count-to-10.yml"
ADD = "region/skills/maths/add-to-10.yml"
VOWELS = "region/skills/french/vowels.yml"
NUMBERS = "region/modules/maths/numbers"
MODULE = f"{NUMBERS}/module.yml"
LESSON = f"{NUMBERS}/count-the-mangoes.fr.md"
SN = "countries/sn"
PARCOURS = f"{SN}/parcours/maths-1.yml"

# file, what stands there, what a hurried author writes instead, what is told
CHANGED = {
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
    "an unknown skill in a module": (
        MODULE,
        "region/maths/count-to-10,",
        "region/maths/count-to-01,",
        f"{MODULE}:7: « region/maths/count-to-01 » : savoir inconnu."
        " Vouliez-vous « region/maths/count-to-10 » ?",
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
    "own words with a variable that does not exist": (
        f"{SN}/exercise_words.yml",
        "{a:food}",
        "{c:food}",
        f"{SN}/exercise_words.yml:3: receives-some : variable inconnue : « c ».",
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
    "an unknown kind of grain": (
        LESSON,
        "kind: lesson",
        "kind: leson",
        f"{LESSON}:2: « leson » n'est pas un choix possible :"
        " audio, comic, document, lesson, picture, video. Vouliez-vous « lesson » ?",
    ),
    "no head": (
        LESSON,
        "---\nkind",
        "kind",
        f"{LESSON}:1: L'en-tête manque. Commencez le fichier par « --- », les clés, puis « --- ».",
    ),
    "a sound that is missing": (
        LESSON,
        "voice.mp3",
        "voices.mp3",
        f"{LESSON}:5: « voices.mp3 » : ce fichier manque. Vouliez-vous « voice.mp3 » ?",
    ),
    "a picture that is missing": (
        LESSON,
        "(mangoes.svg",
        "(mangos.svg",
        f"{LESSON}:11: « mangos.svg » : ce fichier manque. Vouliez-vous « mangoes.svg » ?",
    ),
    "a picture of another folder": (
        LESSON,
        "(mangoes.svg",
        "(../../../words.yml",
        f"{LESSON}:11: « ../../../words.yml » sort du dossier. Copiez le fichier dans le dossier.",
    ),
    "a sound for a picture": (
        LESSON,
        "(mangoes.svg",
        "(hare.mp3",
        f"{LESSON}:11: « hare.mp3 » n'est pas ce qu'il faut ici : une image (svg, png, jpg).",
    ),
    "a picture without words": (
        LESSON,
        "![Trois mangues côte à côte]",
        "![]",
        f"{LESSON}:11: « mangoes.svg » : image sans description. Dites entre [ ] ce qu'il faut y voir.",
    ),
    "a panel without words": (
        f"{NUMBERS}/at-the-market.fr.md",
        'alt: "Trois mangues"',
        'alt: ""',
        f"{NUMBERS}/at-the-market.fr.md:10: « mangoes.svg » : image sans description."
        " Dites entre [ ] ce qu'il faut y voir.",
    ),
    "a comic with other pictures in Arabic": (
        f"{NUMBERS}/at-the-market.ar.md",
        "picture: mangoes.svg",
        "picture: market.svg",
        f"{NUMBERS}/at-the-market.ar.md:5: « panels » n'est pas le même que dans"
        f" {NUMBERS}/at-the-market.fr.md. Écrivez la même chose dans chaque langue.",
    ),
    "a heading that the page has": (
        LESSON,
        "## On compte",
        "# On compte",
        f"{LESSON}:13: Titre de niveau 1 : la page a déjà son titre. Employez « ## » ou « ### ».",
    ),
    "an unknown block": (
        LESSON,
        "```remember",
        "```rember",
        f"{LESSON}:25: « rember » : bloc inconnu. Vouliez-vous « remember » ?",
    ),
    "a drawing that nobody can draw": (
        LESSON,
        "kind: number-line",
        "kind: number-lime",
        f"{LESSON}:21: Ce dessin ne se fait pas : dessin inconnu ; il y a number-line, fraction, clock,",
    ),
    "script in a lesson": (
        LESSON,
        "Elle en a beaucoup !",
        "Elle en a <script>alert(1)</script> beaucoup !",
        f"{LESSON}:9: <script> est refusé : cela pourrait s'exécuter ou serait perdu. Écrivez-le",
    ),
    "an event handler": (
        LESSON,
        "## On compte",
        '<p onclick="alert(1)">Touche</p>',
        f'{LESSON}:13: <p onclick="alert(1)"> est refusé : cela pourrait s\'exécuter ou serait perdu.'
        " Écrivez-le en Markdown.",
    ),
    "a frame in the middle of a block": (
        LESSON,
        "## On compte",
        '<div>\n<p>Regarde :</p>\n<iframe src="/x"></iframe>\n</div>',
        f"{LESSON}:15: <iframe> est refusé : cela pourrait s'exécuter ou serait perdu.",
    ),
    "an event handler on a line of its own": (
        LESSON,
        "## On compte",
        '<p\nonclick="alert(1)">Touche</p>',
        f'{LESSON}:13: <p onclick="alert(1)"> est refusé : cela pourrait s\'exécuter ou serait perdu.',
    ),
    "a style of its own": (
        LESSON,
        "Elle en a beaucoup !",
        'Elle en a <span style="color: red">beaucoup</span> !',
        f'{LESSON}:9: <span style="color: red"> est refusé : cela pourrait s\'exécuter ou serait perdu.',
    ),
    "a comment that never ends": (
        LESSON,
        "## On compte",
        "<!-- à revoir",
        f"{LESSON}:13: <!-- est refusé : cela pourrait s'exécuter ou serait perdu.",
    ),
    "a link that runs": (
        LESSON,
        "Elle en a beaucoup !",
        "Elle en a [beaucoup](javascript:alert(1)) !",
        f"{LESSON}:9: « javascript:alert(1) » : un lien reste dans la boîte et n'exécute rien.",
    ),
    "a link to elsewhere": (
        LESSON,
        "Elle en a beaucoup !",
        "Elle en a [beaucoup](https://example.org) !",
        f"{LESSON}:9: « https://example.org » : un lien reste dans la boîte et n'exécute rien.",
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
    "a module in a year that the country has not": (
        MODULE,
        "year: 1",
        "year: 9",
        f"{MODULE}:2: Année 9 : le pays sn n'a pas ce niveau (1, 2, 3).",
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


@pytest.mark.parametrize(("file", "old", "new", "told"), CHANGED.values(), ids=CHANGED.keys())
def test_a_mistake_is_told_with_its_line(authors, file, old, new, told):
    authors.change(file, old, new)

    mistakes = authors.mistakes()

    assert [mistake for mistake in mistakes if mistake.startswith(told)]
    assert len(mistakes) == 1, "one mistake is told once"


# file, its bytes, what is told
LAID = {
    "a file that is not UTF-8": (
        COUNT,
        "title: {fr: x}\nyear: é\n".encode("latin-1"),
        f"{COUNT}:2: Ce fichier n'est pas en UTF-8. Enregistrez-le de nouveau avec cet encodage.",
    ),
    "a file that nothing names": (
        f"{NUMBERS}/old.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        f"{NUMBERS}/old.svg:1: « old.svg » ne sert à rien ici. Citez ce fichier ou retirez-le.",
    ),
    "a page that no step names": (
        f"{NUMBERS}/left-over.fr.md",
        b"---\n---\n",
        f"{NUMBERS}/left-over.fr.md:1: « left-over.fr.md » ne sert à rien ici.",
    ),
    "a folder that is no subject": (
        "region/skills/math/count.yml",
        b"title: {fr: x}",
        "region/skills/math:1: « math » : ce dossier n'est pas connu ici. Vouliez-vous « maths » ?",
    ),
    "a picture that is too big": (
        f"{NUMBERS}/bundles.jpg",
        b"\xff\xd8\xff" + bytes(300_000),
        f"{NUMBERS}/bundles.fr.md:6: « bundles.jpg » pèse 301 ko ; au plus 300 ko. Réduisez le fichier.",
    ),
    "a sound that is too big": (
        f"{NUMBERS}/hare.mp3",
        b"ID3" + bytes(5_000_000),
        f"{NUMBERS}/the-hare.fr.md:5: « hare.mp3 » pèse 5001 ko ; au plus 5000 ko. Réduisez le fichier.",
    ),
    "a picture under the name of a video": (
        f"{NUMBERS}/bundles.mp4",
        b"\x89PNG\r\n\x1a\n",
        f"{NUMBERS}/bundles.fr.md:5: « bundles.mp4 » n'est pas ce qu'il faut ici : une vidéo (mp4).",
    ),
    "subtitles that a browser drops": (
        f"{NUMBERS}/bundles.fr.vtt",
        b"1\n00:00:00,000 --> 00:00:02,000\nDix\n",
        f"{NUMBERS}/bundles.fr.md:7: « bundles.fr.vtt » n'est pas un fichier WebVTT : WEBVTT ?.",
    ),
    "a cue that ends before it begins": (
        f"{NUMBERS}/bundles.fr.vtt",
        b"WEBVTT\n\n00:03.000 --> 00:02.000\nDix\n",
        f"{NUMBERS}/bundles.fr.md:7: « bundles.fr.vtt » n'est pas un fichier WebVTT :"
        " 00:03.000 --> 00:02.000.",
    ),
    "a drawing with script": (
        f"{NUMBERS}/mangoes.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg">\n<script>alert(1)</script></svg>',
        f"{NUMBERS}/mangoes.svg:2: <script> est refusé dans une image : rien qui s'exécute,"
        " rien qui vienne d'ailleurs.",
    ),
}


@pytest.mark.parametrize(("file", "content", "told"), LAID.values(), ids=LAID.keys())
def test_an_unfit_file_is_told(authors, file, content, told):
    authors.write(file, content)

    assert any(mistake.startswith(told) for mistake in authors.mistakes())


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (f"{NUMBERS}/bundles.mp4", f"{NUMBERS}/bundles.fr.md:5: « bundles.mp4 » : ce fichier manque."),
        (MODULE, f"{MODULE}:1: Ce fichier manque. Écrivez-le."),
        (f"{SN}/words.yml", f"{SN}/words.yml:1: Ce fichier manque. Écrivez-le."),
        (f"{SN}/country.yml", f"{SN}/country.yml:1: Ce fichier manque. Écrivez-le."),
    ],
)
def test_a_missing_file_is_told(authors, file, told):
    (authors.folder / file).unlink()

    assert told in authors.mistakes()


def test_a_lesson_missing_in_a_language_of_teaching_is_told(authors):
    (authors.folder / f"{NUMBERS}/count-the-mangoes.ar.md").unlink()

    assert authors.mistakes("sn") == []
    assert authors.mistakes("tn") == [
        f"{MODULE}:4: « count-the-mangoes » : il manque count-the-mangoes.ar.md."
    ]


def test_an_exercise_missing_in_a_language_of_teaching_is_told(authors):
    authors.change(COUNT, '      ar: "كم كرة ترى؟"\n', "")

    told = f"{COUNT}:6: « exercises[0].ask » manque en « ar », langue d'enseignement d'un pays publié."
    assert told in authors.mistakes("tn")
    assert authors.mistakes("sn") == []


def test_a_word_missing_in_a_language_of_teaching_is_told(authors):
    authors.change("countries/tn/words.yml", "    two: {ar: صدفتين}\n", "")

    mistake, *others = authors.mistakes("tn")

    assert mistake.startswith("countries/tn/words.yml:10: « things[2].two » manque en « ar »")
    assert others == []


def test_french_is_taught_in_french_everywhere(authors):
    parcours = (
        "title: {fr: Français, ar: الفرنسية}\nsubject: french\nyear: 1\nmodules: [region/french/sounds]\n"
    )
    authors.write("countries/tn/parcours/french-1.yml", parcours)

    assert authors.mistakes("tn") == []


def test_an_unknown_country_is_told(authors):
    assert authors.mistakes("sm") == [
        "countries/sm:1: « sm » : pays inconnu dans le catalogue. Vouliez-vous « sn » ?"
    ]


def test_all_mistakes_are_told_in_one_run(authors):
    authors.change(COUNT, "year: 1", "year: one")
    authors.change(LESSON, "(mangoes.svg", "(mangos.svg")
    authors.change(PARCOURS, "year: 1", "year: 9")
    authors.write(f"{NUMBERS}/old.svg", b"")

    files = [mistake.split(":")[0] for mistake in authors.mistakes()]

    assert files == [PARCOURS, LESSON, f"{NUMBERS}/old.svg", COUNT]


def test_a_mistake_is_told_in_english_too(authors):
    authors.change(COUNT, "year: 1", "year: one")

    assert authors.mistakes(language="en") == [f"{COUNT}:2: “one”: what is needed here is a whole number."]
