"""Answers as the form of each type of question sends them."""

from learning.exercises import Question


def right_answer(question: Question) -> dict[str, list[str]]:
    """Return the form of a child who knows."""
    if question.type in ("choice", "choices"):
        return {"answer": sorted(question.key.right_keys)}
    if question.type == "order":
        place_of = {text: place for place, text in question.key.places.items()}
        return {card.key: [place_of[card.text]] for card in question.choices}
    if question.type == "match":
        return {number: [letter] for number, letter in question.key.places.items()}
    if question.type == "gaps":
        expected = enumerate(question.key.expected, start=1)
        return {str(number): [_written(one)] for number, one in expected}
    return {"answer": [question.answer]}


def wrong_answer(question: Question) -> dict[str, list[str]]:
    """Return the form of a child who does not know yet."""
    if question.type == "choice":
        return {
            "answer": [next(card.key for card in question.choices if card.key not in question.key.right_keys)]
        }
    if question.type == "choices":
        return {"answer": [card.key for card in question.choices]}
    if question.type == "order":
        right = right_answer(question)
        turned = [places[0] for places in right.values()]
        return {key: [place] for key, place in zip(right, turned[1:] + turned[:1], strict=True)}
    if question.type == "match":
        right = right_answer(question)
        letters = [letter for (letter,) in right.values()]
        return {number: [letter] for number, letter in zip(right, letters[1:] + letters[:1], strict=True)}
    if question.type == "gaps":
        return {number: ["9999"] for number in right_answer(question)}
    return {"answer": ["9999"]}


def _written(expected) -> str:
    return expected.texts[0] if expected.texts else str(expected.number)
