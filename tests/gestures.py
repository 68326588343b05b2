"""What a child does, in a few words, on either phone."""


def sign_in(phone, pupil, pictures=None):
    """From the front page to home: class, face, three pictures."""
    phone.go("/")
    phone.tap(".door.first")
    phone.tap(f"a[href='/eleve/classe/{pupil.class_id}']")
    phone.tap(f"a[href='/eleve/{pupil.id}/code']")
    for name in pictures or pupil.pictures:
        phone.tap(f".pad button[value='{name}']")


def begin(phone, grain):
    """From the grain's page to the first question."""
    phone.go(f"/grains/{grain}")
    phone.tap("main form .button")


def question_here(phone, school):
    return school.question(question_number(phone))


def question_number(phone):
    parts = phone.path.split("/")
    assert parts[1:3] == ["pratique", "question"], phone.path
    return int(parts[3])


def answer(phone, fields, kind):
    """Fill the form in and send it."""
    for name, values in fields.items():
        if kind in ("choice", "choices"):
            for value in values:
                phone.mark(f"input[name='{name}'][value='{value}']")
        elif phone.has(f"select[name='{name}']"):
            phone.choose(f"select[name='{name}']", values[0])
        else:
            phone.write(f"input[name='{name}']", values[0])
    phone.tap(".leaf .button")


def right_fields(question):
    """What a child who knows would fill in."""
    key = question.key
    if question.type in ("choice", "choices"):
        return {"answer": sorted(key.right_keys)}
    if question.type in ("number", "text"):
        return {"answer": [question.answer if question.type == "text" else plain(key.expected[0].number)]}
    if question.type == "gaps":
        return {
            str(gap.number): [expected.texts[0] if expected.texts else plain(expected.number)]
            for gap, expected in zip(question.gaps, key.expected, strict=True)
        }
    if question.type == "match":
        return {left: [right] for left, right in key.places.items()}
    return {choice.key: [place_in_order(question, choice.key)] for choice in question.choices}


def place_in_order(question, key):
    text = next(choice.text for choice in question.choices if choice.key == key)
    return next(place for place, right in question.key.places.items() if right == text)


def wrong_fields(question, tried=()):
    """What a child who does not know yet would fill in; never the same card twice."""
    right = right_fields(question)
    if question.type == "choice":
        left = [one.key for one in question.choices if one.key not in (*right["answer"], *tried)]
        return {"answer": left[:1]}
    if question.type == "choices":
        return {
            "answer": sorted(set(right["answer"]) ^ {question.choices[0].key}) or [question.choices[1].key]
        }
    if question.type == "number":
        return {"answer": [str(987654 + len(tried))]}
    if question.type == "text":
        return {"answer": [f"zzzzzz{'z' * len(tried)}"]}
    if question.type == "gaps":
        return {
            str(gap.number): [next((one for one in gap.choices if one != right[str(gap.number)][0]), "98765")]
            for gap in question.gaps
        }
    turned = list(right.values())
    return dict(zip(right, [*turned[1:], turned[0]], strict=True))


def plain(number):
    """A number as a phone's keys write it."""
    if getattr(number, "denominator", 1) == 1:
        return str(int(number))
    return f"{number.numerator}/{number.denominator}"
