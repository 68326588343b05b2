"""The commands that make the catalogue's media again."""

from collections.abc import Iterable
from pathlib import Path

import click

from ministry.media import film, pictures, recordings, sheet

CATALOGUE = click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("catalogue"),
    show_default=True,
    help="Le dossier où l’on écrit les contenus.",
)


@click.group()
def media() -> None:
    """Refait les images, les sons, le film et les fiches du catalogue.

    Exemple : ministry media pictures
    """


def say_what_changed(changed: Iterable[Path]) -> None:
    """Print each file written, or that there was nothing to do."""
    lines = [f"écrit : {place}" for place in changed]
    click.echo("\n".join(lines) or "Rien à refaire.")


def region_modules(catalogue: Path) -> Path:
    """Return the folder of the region's modules."""
    return catalogue / "region" / "modules"


@media.command("pictures")
@CATALOGUE
def draw_pictures(catalogue: Path) -> None:
    """Dessine les images des leçons et de la bande dessinée.

    Exemple : ministry media pictures
    """
    say_what_changed(pictures.draw_all(region_modules(catalogue)))


@media.command("sounds")
@CATALOGUE
def record_sounds(catalogue: Path) -> None:
    """Lit les leçons à voix haute et enregistre le conte (espeak-ng, ffmpeg).

    Exemple : ministry media sounds
    """
    say_what_changed(recordings.record_all(region_modules(catalogue)))


@media.command("film")
@CATALOGUE
def make_film(catalogue: Path) -> None:
    """Fait le film, ses sous-titres et son affiche (rsvg-convert, espeak-ng, ffmpeg).

    Exemple : ministry media film
    """
    say_what_changed(film.film_all(region_modules(catalogue)))


@media.command("sheet")
@CATALOGUE
def print_sheet(catalogue: Path) -> None:
    """Imprime la fiche « Des dizaines à compter » en PDF (chromium).

    Exemple : ministry media sheet
    """
    say_what_changed(sheet.print_all(region_modules(catalogue)))
