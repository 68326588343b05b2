"""What `hotspot tutor` shows: the grid of a class, its groups, its stuck list, one learner's way."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from hotspot.cli.columns import fitted, paragraph, table, width
from hotspot.cli.tutor_words import SIGNS, behind_words, legend, read, reason_words, state_word, subject_word
from hotspot.content.cards import SkillCard
from hotspot.school.reading.class_reading import ClassRead, SkillLearners
from hotspot.school.reading.learner_reading import LearnerRead, ToldChoice
from hotspot.school.reading.mistakes import Mistake
from hotspot.school.reading.stuck_list import StuckLine
from hotspot.school.tables import Learner
from runtime.terminal import said

NAME_PLACES = 20  # of a first name in a grid; 26 skills of 2 places fill the rest of a line
SKILLS_A_GRID = len(ascii_uppercase)
INDENT = "  "


def class_lines(told: ClassRead) -> list[str]:
    """Return all that is told of a class."""
    lines = [legend()] if told.skills else []
    for subject in dict.fromkeys(skill.subject for skill in told.skills):
        lines += _subject_lines(told, subject)
    lines += _with_title(said("Appris ces sept jours", "Learnt in the last seven days"), _each(told.learnt))
    lines += _with_title(said("Pas venus depuis une semaine", "Not seen for a week"), _names(told.away))
    if told.tapping:
        lines += _with_title(
            said("Ont souvent répondu trop vite pour lire", "Often answered too fast to read"),
            [*_names(told.tapping), *paragraph(_tapping_words(), INDENT)],
        )
    return lines


def stuck_lines(lines: Iterable[StuckLine]) -> list[str]:
    """Return the stuck list, with what to do."""
    return [text for line in lines for text in ("", *_stuck(line))]


def learner_lines(told: LearnerRead) -> list[str]:
    """Return a learner's path, and why the last questions were asked."""
    begun = [(card, state) for card, state in told.path if state != "new"]
    rows = [(SIGNS[state], state_word(state), read(card.title)) for card, state in begun]
    path = table(rows) if rows else [said("rien encore", "nothing yet")]
    choices = [line for one in told.choices for line in _choice(one, told)]
    return [
        *_with_title(said("Chemin", "Path"), [INDENT + line for line in path])[1:],
        *_with_title(said("Derniers choix, le plus récent d’abord", "Last choices, newest first"), choices),
    ]


def _subject_lines(told: ClassRead, subject: str) -> list[str]:
    """Return the grids and the groups of a subject."""
    begun = {skill for own in told.states.values() for skill, state in own.items() if state != "new"}
    skills = [skill for skill in told.skills if skill.subject == subject]
    shown = [skill for skill in skills if skill.id in begun]
    lines = ["", subject_word(subject)]
    for start in range(0, len(shown), SKILLS_A_GRID):
        lines += _grid(told, shown[start : start + SKILLS_A_GRID])
    untouched = len(skills) - len(shown)
    if untouched:
        lines += [
            said(
                f"Savoirs de l’année que personne n’a commencés : {untouched}",
                f"Skills of the year that nobody has begun: {untouched}",
            )
        ]
    groups = told.groups.get(subject, ())
    return lines + _with_title(said("Groupes par besoin", "Groups by need"), _each(groups))


def _grid(told: ClassRead, skills: Sequence[SkillCard]) -> list[str]:
    """Return one line a learner, one column a skill, and under it what the letters stand for."""
    columns = min(NAME_PLACES, max(width(learner.first_name) for learner in told.learners))
    lines = [fitted("", columns) + "".join(f" {letter}" for letter in ascii_uppercase[: len(skills)])]
    for learner in told.learners:
        own = told.states[learner.id]
        signs = "".join(f" {SIGNS[own.get(skill.id, 'new')]}" for skill in skills)
        lines.append(fitted(learner.first_name, columns) + signs)
    named = [f"{letter} {read(skill.title)}" for letter, skill in zip(ascii_uppercase, skills, strict=False)]
    return lines + [line for name in named for line in paragraph(name, INDENT)]


def _each(found: Iterable[SkillLearners]) -> list[str]:
    return [line for one in found for line in _skill_learners(one)]


def _skill_learners(one: SkillLearners) -> list[str]:
    names = ", ".join(learner.first_name for learner in one.learners)
    title = read(one.skill.title)
    return paragraph(said(f"{title} : {names}", f"{title}: {names}"), INDENT, hanging=INDENT)


def _names(learners: Iterable[Learner]) -> list[str]:
    return paragraph(", ".join(learner.first_name for learner in learners), INDENT)


def _with_title(title: str, lines: Sequence[str]) -> list[str]:
    """Return the lines under a title; nothing where there are none."""
    return ["", title, *lines] if lines else []


def _tapping_words() -> str:
    return said(
        "Ces réponses ne comptent ni pour ni contre eux. Question trop dure, trop longue à lire, téléphone "
        "partagé ? Demandez-leur.",
        "These answers count neither for nor against them. A question too hard, too long to read, a shared "
        "phone? Ask them.",
    )


def _stuck(line: StuckLine) -> list[str]:
    name, title = line.learner.first_name, read(line.skill.title)
    answers = said(f"{line.answers} réponses, ", f"{line.answers} answers, ")
    lines = paragraph(said(f"{name} : {title}", f"{name}: {title}"))
    lines += paragraph(answers + behind_words(line.waits_behind), INDENT)
    for mistake in line.mistakes:
        lines += paragraph(_mistake(mistake), INDENT, hanging=INDENT)
    if line.remediation:
        lines.append(INDENT + said("Cinq minutes avec l’élève :", "Five minutes with the learner:"))
        for step, text in enumerate(line.remediation, start=1):
            lines += paragraph(f"{step}. {read(text)}", INDENT, hanging=" " * len(f"{step}. "))
    closing = f"hotspot tutor helped {line.learner.id} {line.skill.id}"
    return [*lines, INDENT + said(f"C’est fait ? {closing}", f"Done? {closing}")]


def _mistake(mistake: Mistake) -> str:
    name = read(mistake.misconception) or said("erreur non prévue", "an unforeseen mistake")
    times = "once" if mistake.times == 1 else f"{mistake.times} times"
    lately = f"{mistake.question} → {mistake.answer}"
    return said(
        f"{mistake.times} fois : {name}. {lately}, au lieu de {mistake.right}",
        f"{times}: {name}. {lately}, instead of {mistake.right}",
    )


def _choice(one: ToldChoice, told: LearnerRead) -> list[str]:
    title = read(told.cards[one.skill].title) if one.skill in told.cards else one.skill
    outcomes = {
        "got": said("juste du premier coup", "right at once"),
        "tried": said("essayé", "tried"),
        "now": said("en cours", "open"),
    }
    return [
        *paragraph(f"{title} – {outcomes[one.outcome]}", INDENT),
        *paragraph(reason_words(one.reason, told.cards), INDENT * 2),
    ]
