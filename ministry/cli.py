"""The hub's commands: `ministry publish`, `ministry check`, `ministry media`."""

import os
import sys
from pathlib import Path

import click

from exchange.errors import NeedsAPerson
from ministry.media.cli import media
from ministry.publish.edition import Draft, countries_in, draft_of
from ministry.publish.packing import Load

ALL = "all"
MB = 1_000_000  # bytes


def spoken_language() -> str:
    """Return the language of the terminal: English where it asks for it, French everywhere else."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if asked.lower().startswith("en") else "fr"


SPOKEN = spoken_language()


def _(french: str, english: str) -> str:
    return english if SPOKEN == "en" else french


catalogue_option = click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("catalogue"),
    show_default=True,
    help=_("Le dossier que les auteurs écrivent.", "The folder that authors write."),
)


@click.group(help=_("Le ministère : publier le catalogue.", "The ministry: publish the catalogue."))
def ministry() -> None:
    """Group the hub's commands; the help is said above in two languages."""


@ministry.command(
    help=_(
        "Faire du catalogue l'édition d'un pays, prête à installer.\n\n"
        "Exemple : ministry publish --country SN --to var/repo",
        "Make of the catalogue a country's edition, ready to install.\n\n"
        "Example: ministry publish --country SN --to var/repo",
    )
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    required=True,
    help=_("Le pays (SN) ; plusieurs fois, ou « all ».", "The country (SN); several times, or “all”."),
)
@click.option(
    "--to",
    "repo",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Le dossier qui reçoit l'édition.", "The folder that receives the edition."),
)
@catalogue_option
@click.option(
    "--dry-run", is_flag=True, help=_("Tout vérifier, ne rien écrire.", "Check all, write nothing.")
)
def publish(countries: tuple[str, ...], repo: Path | None, catalogue: Path, dry_run: bool) -> None:
    """Publish countries, or tell every mistake of the catalogue and write nothing."""
    if repo is None and not dry_run:
        raise click.UsageError(_("Dites où écrire : --to DOSSIER.", "Say where to write: --to FOLDER."))
    draft = _draft_or_exit(countries, catalogue)
    if repo is not None and not dry_run:
        try:
            draft.lay_down(repo)
        except (NeedsAPerson, OSError) as error:
            raise click.ClickException(str(error)) from error
    for load in draft.loads:
        click.echo(_told(load))
    if dry_run:
        click.echo(_("Essai : rien n'a été écrit.", "Trial: nothing was written."))


@ministry.command(
    help=_(
        "Vérifier tout le catalogue, pour tous les pays, sans rien écrire.\n\nExemple : ministry check",
        "Check the whole catalogue, for all countries, and write nothing.\n\nExample: ministry check",
    )
)
@catalogue_option
def check(catalogue: Path) -> None:
    """Tell every mistake of the catalogue, for all countries."""
    for load in _draft_or_exit((ALL,), catalogue).loads:
        click.echo(_told(load))


ministry.add_command(media)


def _draft_or_exit(countries: tuple[str, ...], catalogue: Path) -> Draft:
    codes = [code.lower() for code in countries]
    draft = draft_of(countries_in(catalogue) if ALL in codes else sorted(set(codes)), catalogue)
    mistakes = draft.problems.told(SPOKEN)
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        click.echo(
            _(
                f"{len(mistakes)} à corriger. Rien n'a été publié.",
                f"{len(mistakes)} to mend. Nothing was published.",
            ),
            err=True,
        )
        sys.exit(1)
    return draft


def _told(load: Load) -> str:
    texts_bytes = sum(len(content) for content in (*load.packs.values(), *load.documents.values()))
    media_bytes = sum(blob.bytes for blob in load.blobs.values())
    size = f"{(texts_bytes + media_bytes) / MB:.1f}"
    named = f"{load.edition.country.upper()} {load.edition.edition}"
    counts = (len(load.packs), len(load.documents), len(load.blobs))
    return _(
        "{} : {} paquets, {} documents, {} médias, {} Mo.".format(named, *counts, size.replace(".", ",")),
        "{}: {} packs, {} documents, {} media, {} MB.".format(named, *counts, size),
    )
