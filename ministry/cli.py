"""The hub's commands: `ministry publish`, `ministry check`, `ministry media`, `ministry calibrate`."""

import sys
from pathlib import Path

import click

from ministry.calibrate.cli import calibrate
from ministry.media.cli import catalogue_option, media
from ministry.publish.edition import Draft, countries_in, draft_of
from ministry.publish.packing import Load
from runtime.commands import SUBCOMMAND, plain_errors, teach_click_french
from runtime.terminal import said, speaks_english

ALL = "all"
MB = 1_000_000  # bytes

teach_click_french()


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Le ministère : publier le catalogue.\n\nExemple : ministry check",
        "The ministry: publish the catalogue.\n\nExample: ministry check",
    ),
)
def ministry() -> None:
    """Group the hub's commands; the help is said above in two languages."""


@ministry.command(
    help=said(
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
    metavar=said("PAYS", "COUNTRY"),
    help=said("Le pays (SN) ; plusieurs fois, ou « all ».", "The country (SN); several times, or “all”."),
)
@click.option(
    "--to",
    "repo",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    help=said("Le dossier qui reçoit l'édition.", "The folder that receives the edition."),
)
@catalogue_option
@click.option(
    "--dry-run", is_flag=True, help=said("Tout vérifier, ne rien écrire.", "Check all, write nothing.")
)
def publish(countries: tuple[str, ...], repo: Path | None, catalogue: Path, dry_run: bool) -> None:
    """Publish countries, or tell every mistake of the catalogue and write nothing."""
    if repo is None and not dry_run:
        raise click.UsageError(said("Dites où écrire : --to DOSSIER.", "Say where to write: --to FOLDER."))
    draft = _draft_or_exit(countries, catalogue)
    if repo is not None and not dry_run:
        with plain_errors():
            draft.lay_down(repo)
    for load in draft.loads:
        click.echo(_told(load))
    click.echo(
        said(
            "Essai : rien n'a été écrit. Pour écrire, relancez sans --dry-run.",
            "Trial: nothing was written. To write, leave out --dry-run.",
        )
        if dry_run
        else said(
            f"Ensuite, sur la boîte : hotspot install {repo}", f"Next, on the box: hotspot install {repo}"
        )
    )


@ministry.command(
    help=said(
        "Vérifier tout le catalogue, pour tous les pays, sans rien écrire.\n\nExemple : ministry check",
        "Check the whole catalogue, for all countries, and write nothing.\n\nExample: ministry check",
    )
)
@catalogue_option
def check(catalogue: Path) -> None:
    """Tell every mistake of the catalogue, for all countries."""
    for load in _draft_or_exit((ALL,), catalogue).loads:
        click.echo(_told(load))
    click.echo(said("Rien à corriger. Ensuite : ministry publish", "All is well. Next: ministry publish"))


ministry.add_command(media)
ministry.add_command(calibrate)


def _draft_or_exit(countries: tuple[str, ...], catalogue: Path) -> Draft:
    codes = [code.lower() for code in countries]
    draft = draft_of(countries_in(catalogue) if ALL in codes else sorted(set(codes)), catalogue)
    mistakes = draft.problems.told("en" if speaks_english() else "fr")
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        click.echo(
            said(
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
    return said(
        "{} : {} paquets, {} documents, {} médias, {} Mo.".format(named, *counts, size.replace(".", ",")),
        "{}: {} packs, {} documents, {} media, {} MB.".format(named, *counts, size),
    )
