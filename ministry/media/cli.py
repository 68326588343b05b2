"""The commands that make the catalogue's media again."""

from collections.abc import Iterable
from pathlib import Path

import click

from ministry.media import pictures

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
