"""What the tutor tells a teacher: the class, who is stuck on what, why a learner was asked what."""

import click

from exchange.errors import NeedsAPerson
from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.cli.tutor_tables import class_lines, learner_lines, stuck_lines
from hotspot.cli.tutor_who import learner_called, skill_called
from hotspot.cli.tutor_words import day_words
from hotspot.content import catalogue
from hotspot.school import classes, demonstration, tutor_days
from hotspot.school.opening import migrate_school, trial
from hotspot.school.reading import stuck_list
from hotspot.school.reading.class_reading import class_today
from hotspot.school.reading.learner_reading import learner_read
from hotspot.school.reading.stuck_list import How
from hotspot.school.tutor import rebuilding, tutoring
from hotspot.settings import Settings
from runtime.commands import SUBCOMMAND, plain_errors
from runtime.terminal import said

by_option = click.option(
    "--by",
    default="",
    metavar=said("NOM", "NAME"),
    help=said("Votre nom, gardé avec le jour.", "Your name, kept with the day."),
)
learner_argument = click.argument("learner", metavar=said("ÉLÈVE", "LEARNER"))
MOST_DAYS = 366  # at once

skill_argument = click.argument("skill", metavar=said("SAVOIR", "SKILL"))


class NotATrial(NeedsAPerson):
    """A real school's days are not moved."""


@hotspot.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Le tuteur, pour l'enseignant : où en est chacun, et pourquoi.\n\n"
        'Exemple : hotspot tutor class "CE1 A"',
        'The tutor, for the teacher: where each one is, and why.\n\nExample: hotspot tutor class "Year 3"',
    ),
)
def tutor() -> None:
    """Group what the tutor tells."""


@tutor.command(
    "class",
    help=said(
        "Montrer une classe : chaque élève et chaque savoir, les groupes par besoin, ce qui est appris.\n\n"
        'Exemple : hotspot tutor class "CE1 A"',
        "Show a class: each learner and each skill, the groups by need, what was learnt.\n\n"
        'Example: hotspot tutor class "Year 3"',
    ),
)
@click.argument("name", metavar=said("CLASSE", "CLASS"))
@click.pass_obj
def show_class(settings: Settings, name: str) -> None:
    """Show who is where on which skill."""
    with plain_errors():
        _open(settings)
        one = classes.class_named(name)
        told = class_today(one)
    count = len(told.learners)
    many = "s" if count > 1 else ""
    click.echo(said(f"{one.name}, {count} élève{many}", f"{one.name}, {count} learner{many}"))
    click.echo("\n".join(class_lines(told)))


@tutor.command(
    "stuck",
    help=said(
        "Dire qui est bloqué, sur quoi, et quoi faire en cinq minutes : cinq noms par classe et par jour.\n\n"
        'Exemple : hotspot tutor stuck "CE1 A"',
        "Say who is stuck, on what, and what to do in five minutes: five names a class a day.\n\n"
        'Example: hotspot tutor stuck "Year 3"',
    ),
)
@click.argument("name", default="", metavar=said("[CLASSE]", "[CLASS]"))
@click.pass_obj
def show_stuck(settings: Settings, name: str) -> None:
    """Show the stuck list of one class, or of all."""
    with plain_errors():
        _open(settings)
        wanted = [classes.class_named(name)] if name else classes.classes()
        here, today = tutoring.here().tutor, tutor_days.today()
        told = {one.name: stuck_list.stuck_list(one, here, today) for one in wanted}
    for class_name, lines in told.items():
        nobody = said("personne n'est bloqué.", "nobody is stuck.")
        click.echo(class_name if lines else said(f"{class_name} : {nobody}", f"{class_name}: {nobody}"))
        for line in stuck_lines(lines):
            click.echo(line)


@tutor.command(
    help=said(
        "Fermer une ligne de la liste : vous avez lu, cela peut attendre.\n\n"
        "Exemple : hotspot tutor seen Awa add-to-10",
        "Close a line of the list: you have read it, it can wait.\n\n"
        "Example: hotspot tutor seen Awa add-to-10",
    ),
)
@learner_argument
@skill_argument
@by_option
@dry_run_option
@click.pass_obj
def seen(settings: Settings, learner: str, skill: str, by: str, dry_run: bool) -> None:
    """Note that the teacher has read it."""
    _close(settings, (learner, skill), "seen", by, dry_run)


@tutor.command(
    help=said(
        "Fermer une ligne de la liste : vous avez aidé l'élève.\n\n"
        "Exemple : hotspot tutor helped Awa add-to-10",
        "Close a line of the list: you have helped the learner.\n\n"
        "Example: hotspot tutor helped Awa add-to-10",
    ),
)
@learner_argument
@skill_argument
@by_option
@dry_run_option
@click.pass_obj
def helped(settings: Settings, learner: str, skill: str, by: str, dry_run: bool) -> None:
    """Note that the teacher has helped."""
    _close(settings, (learner, skill), "helped", by, dry_run)


@tutor.command(
    "learner",
    help=said(
        "Montrer le chemin d'un élève, et pourquoi ses dernières questions lui ont été posées.\n\n"
        "Exemple : hotspot tutor learner Awa",
        "Show a learner's path, and why the last questions were asked.\n\nExample: hotspot tutor learner Awa",
    ),
)
@learner_argument
@click.pass_obj
def show_learner(settings: Settings, learner: str) -> None:
    """Show one learner's path and reasons."""
    with plain_errors():
        _open(settings)
        found = learner_called(learner)
        told = learner_read(found, tutoring.here().tutor)
    lines = [found.first_name]
    if told.level is not None:
        level = catalogue.label_of_year(told.level, "")[0]
        lines.append(said(f"Niveau de départ : {level}", f"Level at the beginning: {level}"))
    click.echo("\n".join([*lines, "", *learner_lines(told)]))


@tutor.command(
    help=said(
        "Refaire ce que le tuteur sait, à partir des seules réponses, et dire si quelque chose différait.\n\n"
        "Exemple : hotspot tutor rebuild",
        "Make anew what the tutor knows, from the answers alone, and say whether anything differed.\n\n"
        "Example: hotspot tutor rebuild",
    ),
)
@dry_run_option
@click.pass_obj
def rebuild(settings: Settings, dry_run: bool) -> None:
    """Replay every learner's answers."""
    with plain_errors():
        _open(settings)
        with trial(dry_run):
            done = rebuilding.rebuild_all()
    click.echo(
        said(
            f"Élèves refaits : {done.learners}, dont {done.outdated} d'une autre édition "
            "ou d'autres réglages. "
            + (
                "Rien d'autre ne différait."
                if not done.differed
                else f"Ceux qui différaient sont réparés : {done.differed}."
            ),
            f"Learners made anew: {done.learners}, {done.outdated} of another edition or other settings. "
            + ("Nothing else differed." if not done.differed else f"{done.differed} differed: mended."),
        )
    )
    say_trial(dry_run)


@tutor.command(
    help=said(
        "Dire quel jour compte le tuteur ; dans une école d'essai, l'avancer de quelques jours.\n\n"
        "Exemple : hotspot tutor day 1",
        "Say which day the tutor counts; in a school for trying, move it ahead by some days.\n\n"
        "Example: hotspot tutor day 1",
    ),
)
@click.argument("ahead", type=click.IntRange(0, MOST_DAYS), default=0, metavar=said("[JOURS]", "[DAYS]"))
@click.pass_obj
def day(settings: Settings, ahead: int) -> None:
    """Show the day, or move it."""
    with plain_errors():
        _open(settings)
        if ahead and not demonstration.is_here(settings):
            raise NotATrial(
                said(
                    "Cette boîte est celle d'une vraie école : ses jours passent seuls. "
                    "Pour essayer : make run, dans un autre dossier (DATA=…)",
                    "This box is a real school's: its days pass by themselves. "
                    "To try: make run, in another folder (DATA=…)",
                )
            )
        today = tutor_days.move(ahead) if ahead else tutor_days.today()
        told = day_words(today, tutor_days.dates())
    click.echo(said(f"Pour le tuteur, c'est le {told}.", f"For the tutor it is {told}."))


def _open(settings: Settings) -> None:
    migrate_school(settings)
    catalogue.open_catalogue(settings)


def _close(settings: Settings, which: tuple[str, str], how: How, by: str, dry_run: bool) -> None:
    """Close a line of the stuck list, and say so."""
    with plain_errors():
        _open(settings)
        learner = learner_called(which[0])
        skill = skill_called(which[1], stuck_list.open_skills_of(learner))
        with trial(dry_run):
            stuck_list.close(learner, skill, how, by, tutor_days.today())
    word = said(*{"seen": ("vu", "seen"), "helped": ("aidé", "helped")}[how])
    click.echo(said(f"{learner.first_name}, {skill} : {word}.", f"{learner.first_name}, {skill}: {word}."))
    say_trial(dry_run)
