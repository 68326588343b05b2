"""What the printed sheet “tens to count” says, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetWords:
    """The words of one sheet. `font` is the Debian font that it is set in."""

    title: str
    name: str
    date: str
    example: str
    count: str
    ring: str
    tens: str
    ones: str
    number: str
    tens_of: str  # after a number: 4 tens
    ones_of: str
    split: str
    draw: str
    compare: str
    home: str
    answers: str
    comma: str = ","
    direction: str = "ltr"
    font: str = "Andika"


WORDS = {
    "fr": SheetWords(
        title="Des dizaines à compter",
        name="Prénom",
        date="Date",
        example="Exemple",
        count="Combien y a-t-il d’épis ? Écris les dizaines, les unités, puis le nombre.",
        ring="Entoure les mangues par dix. Puis écris combien il y en a.",
        tens="dizaines",
        ones="unités",
        number="nombre",
        tens_of="dizaines",
        ones_of="unités",
        split="Complète.",
        draw="Dessine 26 bâtonnets. Fais d’abord des paquets de dix.",
        compare="Entoure le plus grand nombre. Regarde d’abord les dizaines.",
        home="À la maison : compte des grains ou des cailloux par dix. Écris le nombre ici :",
        answers="Réponses",
    ),
    "en": SheetWords(
        title="Tens to count",
        name="Name",
        date="Date",
        example="Example",
        count="How many ears are there? Write the tens, the ones, then the number.",
        ring="Ring the mangoes in tens. Then write how many there are.",
        tens="tens",
        ones="ones",
        number="number",
        tens_of="tens",
        ones_of="ones",
        split="Complete.",
        draw="Draw 26 sticks. Make bundles of ten first.",
        compare="Ring the larger number. Look at the tens first.",
        home="At home: count grains or stones by tens. Write the number here:",
        answers="Answers",
    ),
    "ar": SheetWords(
        title="نعدّ العشرات",
        name="الاسم",
        date="التاريخ",
        example="مثال",
        count="كم سنبلة هناك؟ اكتب العشرات، ثم الآحاد، ثم العدد.",
        ring="أحط كلّ عشر ثمار مانجو بخطّ. ثم اكتب كم ثمرة هناك.",
        tens="العشرات",
        ones="الآحاد",
        number="العدد",
        tens_of="عشرات",
        ones_of="آحاد",
        comma="،",
        split="أكمل.",
        draw="ارسم 26 عودًا. ارسم حزمًا من عشرة أوّلًا.",
        compare="أحط العدد الأكبر بخطّ. انظر إلى العشرات أوّلًا.",
        home="في البيت: عُدّ حبوبًا أو حصيات عشرة عشرة. اكتب العدد هنا:",
        answers="الأجوبة",
        direction="rtl",
        font="Amiri",
    ),
}
