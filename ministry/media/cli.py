"""The commands that make the catalogue's media again."""

from collections.abc import Iterable
from pathlib import Path

import click

from ministry.media import film, pictures, recordings, sheet
from runtime.commands import SUBCOMMAND, plain_errors, teach_click_french
from runtime.terminal import said

teach_click_french()

catalogue_option = click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    default=Path("catalogue"),
    show_default=True,
    help=said("Le dossier que les auteurs écrivent.", "The folder that authors write."),
)


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Refaire les images, les sons, le film et les fiches du catalogue.\n\n"
        "Exemple : ministry media pictures",
        "Make the catalogue's pictures, sounds, film and sheets again.\n\nExample: ministry media pictures",
    ),
)
def media() -> None:
    """Group the makers of media; the help is said above in two languages."""


def say_what_changed(changed: Iterable[Path]) -> None:
    """Print each file written and what to do next, or that there was nothing to do."""
    with plain_errors():
        lines = [said(f"écrit : {place}", f"written: {place}") for place in changed]
    click.echo("\n".join(lines) or said("Rien à refaire.", "Nothing to make again."))
    if lines:
        click.echo(said("Ensuite : ministry check", "Next: ministry check"))


def region_modules(catalogue: Path) -> Path:
    """Return the folder of the region's modules."""
    return catalogue / "region" / "modules"


@media.command(
    "pictures",
    help=said(
        "Dessiner les images des leçons et de la bande dessinée.\n\nExemple : ministry media pictures",
        "Draw the pictures of the lessons and of the comic.\n\nExample: ministry media pictures",
    ),
)
@catalogue_option
def draw_pictures(catalogue: Path) -> None:
    """Draw what has changed."""
    say_what_changed(pictures.draw_all(region_modules(catalogue)))


@media.command(
    "sounds",
    help=said(
        "Lire les leçons à voix haute et enregistrer le conte (espeak-ng, ffmpeg).\n\n"
        "Exemple : ministry media sounds",
        "Read the lessons aloud and record the tale (espeak-ng, ffmpeg).\n\nExample: ministry media sounds",
    ),
)
@catalogue_option
def record_sounds(catalogue: Path) -> None:
    """Record what has changed."""
    say_what_changed(recordings.record_all(region_modules(catalogue)))


@media.command(
    "film",
    help=said(
        "Faire le film, ses sous-titres et son affiche (rsvg-convert, espeak-ng, ffmpeg).\n\n"
        "Exemple : ministry media film",
        "Make the film, its subtitles and its poster (rsvg-convert, espeak-ng, ffmpeg).\n\n"
        "Example: ministry media film",
    ),
)
@catalogue_option
def make_film(catalogue: Path) -> None:
    """Make what has changed."""
    say_what_changed(film.film_all(region_modules(catalogue)))


@media.command(
    "sheet",
    help=said(
        "Imprimer la fiche « Des dizaines à compter » en PDF (chromium).\n\nExemple : ministry media sheet",
        "Print the sheet “Des dizaines à compter” as PDF (chromium).\n\nExample: ministry media sheet",
    ),
)
@catalogue_option
def print_sheet(catalogue: Path) -> None:
    """Print what has changed."""
    say_what_changed(sheet.print_all(region_modules(catalogue)))
