"""The engine's own sentences to learners, in French, Arabic and English.

French: tu, at most twelve words a sentence. None tells the answer.
"""

SENTENCES: dict[str, dict[str, str]] = {
    "right": {
        "fr": "Tu as trouvé la bonne réponse.",
        "ar": "وجدت الجواب الصحيح.",
        "en": "You found the right answer.",
    },
    "wrong": {
        "fr": "Ce n’est pas encore cela. Relis la question et essaie encore.",
        "ar": "لم تجد الجواب بعد. أعد قراءة السؤال وحاول من جديد.",
        "en": "Not quite yet. Read the question again and have another try.",
    },
    "empty": {
        "fr": "Écris ta réponse d’abord.",
        "ar": "اكتب جوابك أوّلًا.",
        "en": "Write your answer first.",
    },
    "choose": {
        "fr": "Choisis une réponse d’abord.",
        "ar": "اختر جوابًا أوّلًا.",
        "en": "Choose an answer first.",
    },
    "fill-all": {
        "fr": "Réponds partout d’abord.",
        "ar": "املأ كل الأماكن أوّلًا.",
        "en": "Answer everywhere first.",
    },
    "number-only": {
        "fr": "Écris un nombre avec des chiffres.",
        "ar": "اكتب عددًا بالأرقام.",
        "en": "Write a number with digits.",
    },
    "unit": {
        "fr": "Le nombre est bon. Regarde l’unité.",
        "ar": "العدد صحيح. انظر إلى الوحدة.",
        "en": "The number is right. Look at the unit.",
    },
    "in-unit": {
        "fr": "Écris ta réponse en {unit}.",
        "ar": "اكتب جوابك بوحدة {unit}.",
        "en": "Write your answer in {unit}.",
    },
    "accents": {
        "fr": "C’est presque cela. Regarde bien les accents.",
        "ar": "اقتربت كثيرًا. انظر جيّدًا إلى علامات الحروف.",
        "en": "Nearly there. Look closely at the accents.",
    },
    "capitals": {
        "fr": "C’est presque cela. Regarde bien les majuscules.",
        "ar": "اقتربت كثيرًا. انظر جيّدًا إلى الحروف الكبيرة.",
        "en": "Nearly there. Look closely at the capital letters.",
    },
    "letter": {
        "fr": "C’est presque cela. Relis lettre par lettre.",
        "ar": "اقتربت كثيرًا. أعد القراءة حرفًا حرفًا.",
        "en": "Nearly there. Read it again letter by letter.",
    },
    "so-many": {
        "fr": "Déjà bon : {count} sur {total}. Cherche les autres.",
        "ar": "صحيح إلى الآن: {count} من {total}. ابحث عن الباقي.",
        "en": "Right so far: {count} out of {total}. Look for the others.",
    },
    "just-number": {
        "fr": "Le nombre est bon. Écris seulement le nombre.",
        "ar": "العدد صحيح. اكتب العدد فقط.",
        "en": "The number is right. Write the number alone.",
    },
    "same-place": {
        "fr": "Donne un numéro différent à chaque carte.",
        "ar": "أعط كل بطاقة رقمًا خاصًّا بها.",
        "en": "Give each card a different number.",
    },
    "missing-some": {
        "fr": "Ce que tu as choisi est bon. Il en manque encore.",
        "ar": "ما اخترته صحيح. بقي شيء آخر.",
        "en": "What you chose is right. Something is still missing.",
    },
    "too-many": {
        "fr": "Une carte au moins ne va pas ici.",
        "ar": "هناك بطاقة على الأقل ليس مكانها هنا.",
        "en": "At least one card does not belong here.",
    },
}


def sentence(name: str, language: str, **places: str | int) -> str:
    """Return the sentence in the language, in French when the language has none of ours."""
    forms = SENTENCES[name]
    return forms.get(language, forms["fr"]).format(**places)
