"""Units that may follow a number, in the writings of three languages."""

from fractions import Fraction

from learning.exercises.marking.comparing import folded

# unit → what it measures, how much of the first unit of its kind, how else it is written
UNITS: dict[str, tuple[str, Fraction, tuple[str, ...]]] = {
    "mm": ("length", Fraction(1), ("millimetre", "millimeter", "مم", "مليمتر", "ميليمتر")),
    "cm": ("length", Fraction(10), ("centimetre", "centimeter", "سم", "سنتيمتر", "سنتمتر")),
    "dm": ("length", Fraction(100), ("decimetre", "decimeter", "دسم", "ديسيمتر")),
    "m": ("length", Fraction(1000), ("metre", "meter", "م", "متر")),
    "dam": ("length", Fraction(10_000), ("decametre", "decameter")),
    "hm": ("length", Fraction(100_000), ("hectometre", "hectometer")),
    "km": ("length", Fraction(1_000_000), ("kilometre", "kilometer", "كم", "كلم", "كيلومتر")),
    "mg": ("mass", Fraction(1, 1000), ("milligramme", "milligram", "مغ", "ملغ")),
    "g": ("mass", Fraction(1), ("gramme", "gram", "gr", "غ", "غرام")),
    "kg": ("mass", Fraction(1000), ("kilo", "kilogramme", "kilogram", "كغ", "كلغ", "كيلوغرام", "كيلو")),
    "t": ("mass", Fraction(1_000_000), ("tonne", "طن")),
    "ml": ("capacity", Fraction(1), ("millilitre", "milliliter", "مل")),
    "cl": ("capacity", Fraction(10), ("centilitre", "centiliter", "سل")),
    "dl": ("capacity", Fraction(100), ("decilitre", "deciliter", "دل")),
    "l": ("capacity", Fraction(1000), ("litre", "liter", "ل", "لتر")),
    "s": ("time", Fraction(1), ("sec", "seconde", "second", "ثانية", "ث")),
    "min": ("time", Fraction(60), ("mn", "minute", "دقيقة", "دقائق", "د")),
    "h": ("time", Fraction(3600), ("heure", "hour", "ساعة", "ساعات", "سا")),
    "j": ("time", Fraction(86_400), ("jour", "day", "يوم", "أيام")),
    "F": ("franc", Fraction(1), ("fr", "fcfa", "f cfa", "cfa", "franc", "gnf", "fg", "xof", "xaf", "فرنك")),
    "UM": ("ouguiya", Fraction(1), ("mru", "ouguiya", "أوقية", "أ.م")),
    "millime": ("dinar", Fraction(1, 1000), ("مليم", "مليما", "مليمات")),
    "DT": ("dinar", Fraction(1), ("tnd", "dinar", "د.ت", "دينار", "دنانير")),
    "€": ("euro", Fraction(1), ("euro", "eur")),
    "$": ("dollar", Fraction(1), ("dollar", "usd")),
    "cm2": ("area", Fraction(1), ("cm²",)),
    "m2": ("area", Fraction(10_000), ("m²",)),
}

# the signs that a page in Arabic writes for ours
ARABIC_SIGNS = {
    "mm": "مم",
    "cm": "سم",
    "m": "م",
    "km": "كم",
    "g": "غ",
    "kg": "كغ",
    "l": "ل",
    "min": "د",
    "h": "سا",
}

BY_WRITING = {
    folded(writing): unit for unit, (_, _, writings) in UNITS.items() for writing in (unit, *writings)
}


def sign_in(language: str, unit: str) -> str:
    """Return the unit as this language writes it after a number: cm, in Arabic سم."""
    return ARABIC_SIGNS.get(unit, unit) if language == "ar" else unit


def unit_in(writing: str) -> str:
    """Return the unit's own name, or "" when we know none of this writing."""
    bare = folded(writing).strip(". ")
    return BY_WRITING.get(bare) or BY_WRITING.get(bare.removesuffix("s")) or ""


def times_as_large(unit: str, other: str) -> Fraction | None:
    """Return how many of the other unit make one of this; None when they measure different things."""
    kind, size, _ = UNITS[unit]
    other_kind, other_size, _ = UNITS[other]
    return size / other_size if kind == other_kind else None
