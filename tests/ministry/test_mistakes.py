"""Each kind of mistake is told with its file, its line, and how to mend it; all of them in one run."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

COUNT = "region/skills/maths/count-to-10.yml"
NUMBERS = "region/modules/maths/numbers"
MODULE = f"{NUMBERS}/module.yml"
LESSON = f"{NUMBERS}/count-the-mangoes.fr.md"
SN = "countries/sn"
PARCOURS = f"{SN}/parcours/maths-1.yml"

JUNK = [
    "",
    "{",
    "]",
    ":",
    "- ",
    "\n",
    "\t",
    "&a ",
    "*a",
    "!!python/object:x ",
    "<script>",
    "![](",
    "```drawing\n",
    "---\n",
]

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


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.data())
def test_no_text_makes_publishing_stumble(authors, choice):
    """The fixture's folder is brought back after each spoiling, so one copy serves all."""
    files = sorted(
        path for path in authors.folder.rglob("*") if path.suffix in (".yml", ".md", ".svg", ".vtt")
    )
    path = choice.draw(st.sampled_from(files), label="file")
    text = path.read_text("utf-8")
    begin = choice.draw(st.integers(0, len(text)), label="begin")
    end = begin + choice.draw(st.integers(0, 40), label="length")
    junk = choice.draw(st.sampled_from(JUNK) | st.text(max_size=10), label="instead")
    path.write_text(text[:begin] + junk + text[end:], "utf-8")
    try:
        assert all(":" in mistake for mistake in authors.mistakes("sn", "tn"))
    finally:
        path.write_text(text, "utf-8")
