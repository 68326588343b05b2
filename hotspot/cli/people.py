"""Make an empty box the box of a school: its name, its classes, its learners and their codes."""

from pathlib import Path

import click

from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.content import catalogue
from hotspot.school import classes, demonstration
from hotspot.school.codes import new_code
from hotspot.school.newcomers import newcomers_from
from hotspot.school.opening import migrate_school, trial
from hotspot.school.tables import SchoolClass
from hotspot.settings import Settings
from runtime.commands import SUBCOMMAND, plain_errors
from runtime.terminal import said, speaks_english

OLDEST_YEAR = 13  # of schooling


@hotspot.command(
    help=said(
        "Faire de cette boîte celle d'une école.\n\n"
        'Exemple : hotspot school --name "École de Fissel" --town Fissel --country SN',
        "Make this box a school's.\n\n"
        'Example: hotspot school --name "Fissel School" --town Fissel --country SN',
    )
)
@click.option(
    "--name",
    required=True,
    metavar=said("NOM", "NAME"),
    help=said("Le nom de l'école.", "The name of the school."),
)
@click.option(
    "--town",
    required=True,
    metavar=said("LIEU", "PLACE"),
    help=said("La ville ou le village.", "The town or village."),
)
@click.option(
    "--country",
    required=True,
    metavar=said("PAYS", "COUNTRY"),
    help=said("Le pays (SN).", "The country (SN)."),
)
@dry_run_option
@click.pass_obj
def school(settings: Settings, name: str, town: str, country: str, dry_run: bool) -> None:
    """Name the school, and give its technician a code, shown this once."""
    code = new_code()
    with plain_errors():
        migrate_school(settings)
        with trial(dry_run):
            classes.set_school(name, town, country.lower(), code, language=_language_of_box(settings))
    click.echo(f"{name}, {town}")
    if not dry_run:
        click.echo(
            said(
                f"Code du technicien, à garder : {code}. Il n'est montré qu'une fois.\n"
                "Ensuite : hotspot class add CI --year 1",
                f"The technician's code, to be kept: {code}. It is shown only once.\n"
                "Next: hotspot class add CI --year 1",
            )
        )
    say_trial(dry_run)


@hotspot.command(
    "technician-code",
    help=said(
        "Donner un nouveau code au technicien.\n\nExemple : hotspot technician-code",
        "Give the technician a new code.\n\nExample: hotspot technician-code",
    ),
)
@click.pass_obj
def technician_code(settings: Settings) -> None:
    """Replace the technician's code, and show the new one this once."""
    code = new_code()
    with plain_errors():
        migrate_school(settings)
        if classes.school() is None:
            raise click.ClickException(
                said(
                    "Cette boîte n'a pas encore d'école. Donnez-lui la sienne : hotspot school",
                    "This box has no school yet. Give it one: hotspot school",
                )
            )
        classes.set_technician_code(code)
    click.echo(
        said(
            f"Nouveau code : {code}. L'ancien ne sert plus. Il se tape à l'adresse /boite",
            f"New code: {code}. The old one is void. Type it at /boite",
        )
    )


@hotspot.group(
    "class",
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Les classes.\n\nExemple : hotspot class add CI --year 1",
        "The classes.\n\nExample: hotspot class add CI --year 1",
    ),
)
def class_() -> None:
    """Group what is done with classes."""


@class_.command(
    "add",
    help=said(
        "Ajouter une classe.\n\nExemple : hotspot class add CI --year 1",
        "Add a class.\n\nExample: hotspot class add CI --year 1",
    ),
)
@click.argument("name", metavar=said("NOM", "NAME"))
@click.option(
    "--year",
    type=click.IntRange(0, OLDEST_YEAR),
    metavar=said("ANNÉE", "YEAR"),
    required=True,
    help=said("L'année d'école : 1 pour la première.", "The year of schooling: 1 for the first."),
)
@dry_run_option
@click.pass_obj
def add_class(settings: Settings, name: str, year: int, dry_run: bool) -> None:
    """Add a class of a year of schooling."""
    with plain_errors():
        migrate_school(settings)
        with trial(dry_run):
            classes.add_class(name, year)
    click.echo(
        said(
            f'Classe ajoutée : {name}. Ensuite : hotspot learners add liste.txt --class "{name}"',
            f'Class added: {name}. Next: hotspot learners add list.txt --class "{name}"',
        )
    )
    say_trial(dry_run)


@hotspot.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Les élèves.\n\nExemple : hotspot learners add liste.csv",
        "The learners.\n\nExample: hotspot learners add list.csv",
    ),
)
def learners() -> None:
    """Group what is done with learners."""


@learners.command(
    "add",
    help=said(
        "Ajouter les élèves d'une liste (.csv, .xlsx) : classe et prénom, ou le prénom seul avec --class.\n\n"
        "Exemple : hotspot learners add liste.csv",
        "Add the learners of a list (.csv, .xlsx): class and first name, or the first name with --class.\n\n"
        "Example: hotspot learners add list.csv",
    ),
)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar=said("LISTE", "LIST")
)
@click.option(
    "--class",
    "class_name",
    default="",
    metavar=said("CLASSE", "CLASS"),
    help=said("La classe de tous.", "The class of all."),
)
@click.option(
    "--language",
    type=click.Choice(demonstration.OUR_LANGUAGES),
    help=said("Leur langue ; sinon celle du pays.", "Their language; or else the country's."),
)
@dry_run_option
@click.pass_obj
def add_learners(
    settings: Settings, file: Path, class_name: str, language: str | None, dry_run: bool
) -> None:
    """Add the learners of a list who are not there yet."""
    with plain_errors():
        migrate_school(settings)
        newcomers = newcomers_from(file, class_name)
        with trial(dry_run):
            added = classes.add_learners(newcomers, language or _language_of_box(settings))
    here_already = len(newcomers) - len(added)
    click.echo(
        said(
            f"{len(added)} élèves ajoutés, {here_already} déjà là. Leurs codes : hotspot codes",
            f"{len(added)} learners added, {here_already} there already. Their codes: hotspot codes",
        )
    )
    say_trial(dry_run)


@hotspot.command(
    help=said(
        "Montrer les codes en images des élèves.\n\nExemple : hotspot codes --class CI",
        "Show the learners' picture codes.\n\nExample: hotspot codes --class CI",
    )
)
@click.option(
    "--class",
    "class_name",
    default="",
    metavar=said("CLASSE", "CLASS"),
    help=said("Une seule classe.", "One class only."),
)
@click.pass_obj
def codes(settings: Settings, class_name: str) -> None:
    """Print class, first name and the three pictures."""
    with plain_errors():
        migrate_school(settings)
        lines = [line for one in classes.classes() if class_name in ("", one.name) for line in _codes_of(one)]
    if not lines:
        raise click.ClickException(_nobody())
    click.echo("\n".join(lines))


def _language_of_box(settings: Settings) -> str:
    """Return the first teaching language of the edition; French as long as there is none."""
    try:
        catalogue.open_catalogue(settings)
    except catalogue.NoEdition:
        return "fr"
    return demonstration.first_language(catalogue.country())


def _codes_of(one: SchoolClass) -> list[str]:
    return [
        f"{one.name}\t{learner.first_name}\t"
        f"{demonstration.pictures_in_words(learner, english=speaks_english())}"
        for learner in classes.learners_of(one)
    ]


def _nobody() -> str:
    names = ", ".join(one.name for one in classes.classes())
    return said(
        f"Aucun élève ici (classes : {names or 'aucune'}). Ajoutez-les : hotspot learners add liste.csv",
        f"No learners here (classes: {names or 'none'}). Add them: hotspot learners add list.csv",
    )
