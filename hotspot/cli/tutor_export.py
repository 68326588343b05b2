"""What a box gives to the ministry for `ministry calibrate`: its answers, without names."""

from pathlib import Path

import click

from hotspot.cli.tutor import tutor
from hotspot.school.opening import migrate_school
from hotspot.school.tutor import answer_rows
from hotspot.settings import Settings
from runtime.commands import plain_errors
from runtime.terminal import said


@tutor.command(
    help=said(
        "Écrire les réponses de cette boîte pour le ministère : sans nom, sans date, sans les classes de "
        "moins de dix élèves.\n\nExemple : hotspot tutor export reponses.jsonl",
        "Write the answers of this box for the ministry: no name, no date, no class of fewer than ten "
        "learners.\n\nExample: hotspot tutor export answers.jsonl",
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar=said("FICHIER", "FILE"))
@click.pass_obj
def export(settings: Settings, file: Path) -> None:
    """Write the rows, and say how many."""
    with plain_errors():
        migrate_school(settings)
        written = answer_rows.export(settings, file)
    click.echo(
        said(
            f"{written} réponses écrites : {file}. Ensuite, au ministère : ministry calibrate {file.name}",
            f"{written} answers written: {file}. Next, at the ministry: ministry calibrate {file.name}",
        )
    )
