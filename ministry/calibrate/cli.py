"""The command that makes the tutor's parameters from what boxes have sent."""

import sys
from pathlib import Path

import click

from exchange.answer_rows import AnswerFile, WrongRows, read_answers
from exchange.documents import Skill, encode
from exchange.errors import NeedsAPerson
from exchange.store import written_whole
from ministry.calibrate.calibration import calibrated, fit_with_numpy, parameters_in
from ministry.calibrate.pooling import pool_of
from ministry.calibrate.report import report
from ministry.media.cli import catalogue_option
from ministry.publish.blobs import Blobs
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.edition import countries_in
from ministry.publish.problems import Problems
from ministry.publish.skills import read_skills
from runtime.commands import plain_errors, teach_click_french
from runtime.terminal import said

teach_click_french()


class WrongCatalogue(NeedsAPerson):
    """The skills cannot be read."""


@click.command(
    help=said(
        "Régler le tuteur sur les réponses des écoles, et dire ce qu'elles reprochent au catalogue. "
        "Des paramètres moins bons que ceux de PARAMS ne le remplacent pas.\n\n"
        "Exemple : ministry calibrate reponses/*.jsonl --out catalogue/region/parameters.json",
        "Set the tutor by the answers of schools, and say what they hold against the catalogue. "
        "Parameters that are worse than those in PARAMS do not replace them.\n\n"
        "Example: ministry calibrate answers/*.jsonl --out catalogue/region/parameters.json",
    )
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=said("RÉPONSES…", "ANSWERS…"),
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PARAMS",
    help=said(
        "Où écrire les paramètres ; ceux qui y sont servent de comparaison.",
        "Where to write the parameters; those that are there are what to compare with.",
    ),
)
@catalogue_option
def calibrate(files: tuple[Path, ...], out: Path, catalogue: Path) -> None:
    """Pool the answers, fit, report, and write the parameters unless they are worse."""
    with plain_errors():
        fit = fit_with_numpy()
        present = parameters_in(out)
        pool = pool_of(_read(files))
        made = calibrated(pool, present, _skills_in(catalogue), fit)
        for line in report(made):
            click.echo(line)
        if made.after.is_worse_than(made.before):
            click.echo(
                said(
                    f"\nMoins bon qu'avant : {out} reste comme il est. Attendez d'avoir plus de réponses.",
                    f"\nWorse than before: {out} stays as it is. Wait until you have more answers.",
                ),
                err=True,
            )
            sys.exit(1)
        with written_whole(out) as file:
            file.write(encode(made.new))
    click.echo(
        said(
            f"\nÉcrit : {out}, version {made.new.version}. Ensuite : ministry publish",
            f"\nWritten: {out}, version {made.new.version}. Next: ministry publish",
        )
    )


def _read(files: tuple[Path, ...]) -> list[AnswerFile]:
    """Return the files; the mistakes of all are told at once. Raises WrongRows."""
    read: list[AnswerFile] = []
    mistakes: list[str] = []
    for file in files:
        try:
            read.append(read_answers(file))
        except WrongRows as error:
            mistakes.append(str(error))
    if mistakes:
        raise WrongRows("\n".join(mistakes))
    return read


def _skills_in(catalogue: Path) -> dict[str, Skill]:
    """Return the skills of the region and of all countries. Raises WrongCatalogue."""
    problems, found = Problems(), Catalogue()
    desk = Desk(catalogue, problems, Blobs(problems))
    for owner in ("region", *countries_in(catalogue)):
        read_skills(owner, found, desk)
    if problems.found:
        raise WrongCatalogue(
            said(
                "Le catalogue a des erreurs. Corrigez-les d'abord : ministry check",
                "The catalogue has mistakes. Mend them first: ministry check",
            )
        )
    return found.skills
