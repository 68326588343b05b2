"""What is said in the film “bundles of ten”, when, in each language; subtitles and voices come from here."""

from dataclasses import dataclass

LENGTH_SECONDS = 56
FIRST_COUNT = 8.0  # when “one” is said
COUNT_STEP = 1.0  # seconds between two sticks
FIRST_ONE = 37.6  # when “thirty-one” is said
ONE_STEP = 1.5


@dataclass(frozen=True)
class Cue:
    """Something said. `until`: when the subtitle goes. `aloud`: the Arabic with its vowels, for the voice."""

    at: float
    until: float
    fr: str
    en: str
    ar: str
    aloud: str

    def text(self, language: str) -> str:
        """Return what is read in this language."""
        return str(getattr(self, language))

    def spoken(self, language: str) -> str:
        """Return what is given to the voice in this language."""
        return self.aloud if language == "ar" else self.text(language)


COUNTED = (
    ("un", "one", "واحد", "وَاحِدْ"),
    ("deux", "two", "اثنان", "اِثْنَانْ"),
    ("trois", "three", "ثلاثة", "ثَلَاثَهْ"),
    ("quatre", "four", "أربعة", "أَرْبَعَهْ"),
    ("cinq", "five", "خمسة", "خَمْسَهْ"),
    ("six", "six", "ستّة", "سِتَّهْ"),
    ("sept", "seven", "سبعة", "سَبْعَهْ"),
    ("huit", "eight", "ثمانية", "ثَمَانِيَهْ"),
    ("neuf", "nine", "تسعة", "تِسْعَهْ"),
    ("dix", "ten", "عشرة", "عَشَرَهْ"),
)
ONES = (
    ("trente et un", "thirty-one", "واحد وثلاثون", "وَاحِدْ وَثَلَاثُونْ"),
    ("trente-deux", "thirty-two", "اثنان وثلاثون", "اِثْنَانِ وَثَلَاثُونْ"),
    ("trente-trois", "thirty-three", "ثلاثة وثلاثون", "ثَلَاثَهْ وَثَلَاثُونْ"),
    ("trente-quatre", "thirty-four", "أربعة وثلاثون", "أَرْبَعَهْ وَثَلَاثُونْ"),
)


def counting(words: tuple[tuple[str, str, str, str], ...], first: float, step: float) -> tuple[Cue, ...]:
    """Return one cue a number, `step` seconds apart."""
    return tuple(Cue(first + step * n, first + step * (n + 1), *said) for n, said in enumerate(words))


CUES = (
    Cue(
        0.8,
        4.8,
        "Awa a beaucoup de bâtonnets. Combien y en a-t-il ?",
        "Awa has a lot of sticks. How many are there?",
        "عند آوا عيدان كثيرة. كم عودًا عندها؟",
        "عِنْدَ آوَا عِيدَانٌ كَثِيرَهْ. كَمْ عُودًا عِنْدَهَا؟",
    ),
    Cue(
        5.2,
        7.8,
        "Elle compte jusqu’à dix.",
        "She counts to ten.",
        "تعدّ آوا حتى عشرة.",
        "تَعُدُّ آوَا حَتَّى عَشَرَهْ.",
    ),
    *counting(COUNTED, FIRST_COUNT, COUNT_STEP),
    Cue(
        18.6,
        24.2,
        "Elle attache les dix bâtonnets. Un paquet de dix, c’est une dizaine.",
        "She ties the ten sticks. A bundle of ten is one ten.",
        "تربط آوا العيدان العشرة. حزمة من عشرة عيدان هي عشرة.",
        "تَرْبِطُ آوَا الْعِيدَانْ. حُزْمَةٌ مِنْ عَشَرَةِ عِيدَانْ.",
    ),
    Cue(
        24.6,
        27.0,
        "Une dizaine : dix.",
        "One ten: ten.",
        "عشرة واحدة: عشرة.",
        "عَشَرَةٌ وَاحِدَهْ: عَشَرَهْ.",
    ),
    Cue(
        27.4,
        30.0,
        "Deux dizaines : vingt.",
        "Two tens: twenty.",
        "عشرتان: عشرون.",
        "عَشَرَتَانْ: عِشْرُونْ.",
    ),
    Cue(
        30.4,
        33.0,
        "Trois dizaines : trente.",
        "Three tens: thirty.",
        "ثلاث عشرات: ثلاثون.",
        "ثَلَاثُ عَشَرَاتْ: ثَلَاثُونْ.",
    ),
    Cue(
        33.4,
        37.4,
        "Il reste quatre bâtonnets seuls : ce sont les unités.",
        "Four single sticks are left: these are the ones.",
        "بقيت أربعة عيدان وحدها: إنّها الآحاد.",
        "بَقِيَتْ أَرْبَعَةُ عِيدَانْ: هِيَ الْآحَادْ.",
    ),
    *counting(ONES, FIRST_ONE, ONE_STEP),
    Cue(
        43.9,
        49.3,
        "Trois dizaines et quatre unités, cela fait trente-quatre.",
        "Three tens and four ones make thirty-four.",
        "ثلاث عشرات وأربعة آحاد: أربعة وثلاثون.",
        "ثَلَاثُ عَشَرَاتٍ وَأَرْبَعَةُ آحَادْ: أَرْبَعَهْ وَثَلَاثُونْ.",
    ),
    Cue(
        49.7,
        55.0,
        "Et toi ? Prends des bâtonnets, et compte par dix.",
        "What about you? Take some sticks, and count by tens.",
        "وأنت؟ خذ عيدانًا وعدّها عشرة عشرة.",
        "وَأَنْتْ؟ خُذْ عِيدَانًا وَعُدَّهَا عَشَرَهْ عَشَرَهْ.",
    ),
)
