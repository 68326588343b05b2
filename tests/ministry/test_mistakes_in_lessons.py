"""Mistakes in lessons and other grains are told with their line, once; nothing that runs gets through."""

import pytest

NUMBERS = "region/modules/maths/numbers"
LESSON = "region/modules/maths/numbers/count-the-mangoes.fr.md"

# file, what stands there, what a hurried author writes instead, how the mistake is told
MISTAKES = {
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
}


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_once_with_its_line(authors, file, old, new, told):
    authors.change(file, old, new)

    mistakes = authors.mistakes()

    assert [mistake for mistake in mistakes if mistake.startswith(told)] == mistakes
    assert len(mistakes) == 1
