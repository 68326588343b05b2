"""Answers on a skill that was split, joined or renamed, as answers on the skills that took its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from learning.tutor.answers import Answer


def moved(answers: Iterable[Answer], to: Mapping[str, tuple[str, ...]]) -> Iterator[Answer]:
    """Yield the answers as a replay takes them; `to` gives the new skills of each skill that is no more.

    Each new skill gets all that the old one had. What was learnt so is provisional until its first review:
    the reviews of the old skill were not its own. A skill without heirs keeps its history under its name.
    """
    for answer in answers:
        if not any(to.get(skill) for skill in answer.skills):
            yield answer
            continue
        heirs = dict.fromkeys(heir for skill in answer.skills for heir in to.get(skill) or (skill,))
        purpose = answer.purpose if answer.purpose == "placement" else "moved"
        yield replace(answer, skills=tuple(heirs), purpose=purpose)
