"""The hub's commands: publish, check and tell the difference here; the others in their own rooms."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from exchange.trust.roles import MIRROR
from ministry.calibrate.cli import calibrate
from ministry.enrol.cli import enrol
from ministry.ingest.cli import ingest
from ministry.media.cli import catalogue_option, media
from ministry.media.lighter import Lighter
from ministry.publish.edition import Draft, countries_in, draft_of
from ministry.publish.packing import Load
from ministry.publish.telling import COLON, size_told, tell_what_is_fetched
from ministry.publish.tree import look_at
from ministry.serving.cli import serve_files
from ministry.signing.asking import keys_option_where_something_is_written, opened
from ministry.signing.cli import keys, sign, tell_what_runs_out
from runtime.commands import SUBCOMMAND, plain_errors, teach_click_french
from runtime.terminal import counted, said, speaks_english

ALL = "all"
TRIED = "Trial: nothing was written. To write, leave out --dry-run."

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


country_option = click.option(
    "--country",
    "countries",
    multiple=True,
    required=True,
    metavar=said("PAYS", "COUNTRY"),
    help=said("Le pays (SN) ; plusieurs fois, ou « all ».", "The country (SN); several times, or “all”."),
)


@ministry.command(
    help=said(
        "Faire du catalogue l'édition d'un pays, la signer : les boîtes la prendront.\n\n"
        "Exemple : ministry publish --country SN --to var/repo --keys cles",
        "Make of the catalogue a country's edition and sign it: boxes will take it.\n\n"
        "Example: ministry publish --country SN --to var/repo --keys keys",
    )
)
@country_option
@click.option(
    "--to",
    "repo",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    help=said("Le dossier qui reçoit l'édition.", "The folder that receives the edition."),
)
@keys_option_where_something_is_written
@click.option(
    "--mirror",
    "mirrors",
    multiple=True,
    metavar="rsync://…",
    help=said(
        "Où les boîtes iront chercher ; plusieurs fois. Sans rien, les adresses d'avant restent.",
        "Where boxes will fetch; several times. Without any, the former addresses stay.",
    ),
)
@catalogue_option
@click.option(
    "--dry-run", is_flag=True, help=said("Tout vérifier, ne rien écrire.", "Check all, write nothing.")
)
def publish(
    countries: tuple[str, ...],
    repo: Path | None,
    keys_folder: Path | None,
    mirrors: tuple[str, ...],
    catalogue: Path,
    dry_run: bool,
) -> None:
    """Publish countries, or tell every mistake of the catalogue and write nothing."""
    for mirror in mirrors:
        if not MIRROR.fullmatch(mirror):
            told = said(f"« {mirror} » n'est pas une adresse", f"“{mirror}” is no address")
            raise click.UsageError(f"{told} : rsync://miroir.example.sn")
    if dry_run:
        _tell(_draft_or_exit(countries, catalogue))
        click.echo(said("Essai : rien n'a été écrit. Pour écrire, relancez sans --dry-run.", TRIED))
        return
    if repo is None:
        raise click.UsageError(said("Dites où écrire : --to DOSSIER.", "Say where to write: --to FOLDER."))
    if keys_folder is None:
        raise click.UsageError(said("Dites avec quelles clés : --keys DOSSIER.", "Say which keys: --keys."))
    draft = _draft_or_exit(countries, catalogue)
    with plain_errors():
        held = opened(keys_folder)
        held.signers("timestamp")  # a wrong passphrase is told now, not after the films
        draft = draft.lightened(_lighter(repo))
        draft.publish(repo, held, datetime.now(UTC).replace(microsecond=0), mirrors or None)
    _tell(draft)
    click.echo(said(f"Ensuite : ministry check {repo}", f"Next: ministry check {repo}"))


@ministry.command(
    help=said(
        "Vérifier le catalogue de tous les pays, sans rien écrire ; ou un dépôt publié, octet par octet, "
        "comme une boîte le ferait.\n\nExemple : ministry check var/repo",
        "Check the catalogue of all countries, and write nothing; or a published repository, byte by byte, "
        "as a box would.\n\nExample: ministry check var/repo",
    )
)
@click.argument(
    "repo",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("[DÉPÔT]", "[REPO]"),
)
@click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    show_default="catalogue",
    help=said("Le dossier que les auteurs écrivent.", "The folder that authors write."),
)
def check(repo: Path | None, catalogue: Path | None) -> None:
    """Tell every mistake of the catalogue, for all countries; or of a tree, wherever that stands."""
    if repo is not None:
        _check_tree(repo)
        return
    folder = catalogue or Path("catalogue")
    if not folder.is_dir():
        raise click.UsageError(said(f"Dossier introuvable : {folder}", f"No such folder: {folder}"))
    _tell(_draft_or_exit((ALL,), folder))
    click.echo(said("Rien à corriger. Ensuite : ministry publish", "All is well. Next: ministry publish"))


@ministry.command(
    help=said(
        "Dire ce que les boîtes iront chercher, avant de signer.\n\n"
        "Exemple : ministry diff --country SN --to var/repo",
        "Say what boxes will fetch, before signing.\n\nExample: ministry diff --country SN --to var/repo",
    )
)
@country_option
@click.option(
    "--to",
    "repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    metavar=said("DOSSIER", "FOLDER"),
    help=said("Le dépôt publié.", "The published repository."),
)
@click.option(
    "--since",
    metavar=said("ÉDITION", "EDITION"),
    help=said(
        "Ce qu'une boîte a : son fichier store/edition.json, ou le numéro d'une version signée.",
        "What a box has: its file store/edition.json, or the number of a signed version.",
    ),
)
@catalogue_option
def diff(countries: tuple[str, ...], repo: Path, since: str | None, catalogue: Path) -> None:
    """Tell what boxes of former editions will fetch; films made light for that are kept for publishing."""
    draft = _draft_or_exit(countries, catalogue)
    with plain_errors():
        for load in draft.lightened(_lighter(repo)).loads:
            click.echo(_told(load))
            tell_what_is_fetched(load, repo, since, datetime.now(UTC))


ministry.add_command(keys)
ministry.add_command(sign)
ministry.add_command(media)
ministry.add_command(calibrate)
ministry.add_command(serve_files)
ministry.add_command(ingest)
ministry.add_command(enrol)


def _check_tree(repo: Path) -> None:
    with plain_errors():
        seen = look_at(repo, datetime.now(UTC))
    for mistake in seen.mistakes:
        click.echo(mistake, err=True)
    if seen.mistakes:
        count = len(seen.mistakes)
        click.echo(said(f"{count} à réparer dans {repo}.", f"{count} to mend in {repo}."), err=True)
        sys.exit(1)
    signed = ", ".join(f"{edition.country.upper()} {edition.edition}" for edition in seen.editions)
    click.echo(
        said(
            f"{repo} est bon : {signed}, {counted(seen.files, 'fichier')}, {size_told(seen.bytes)}.",
            f"{repo} is good: {signed}, {counted(seen.files, 'file')}, {size_told(seen.bytes)}.",
        )
    )
    tell_what_runs_out(repo)


def _tell(draft: Draft) -> None:
    for load in draft.loads:
        click.echo(_told(load))


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


def _lighter(repo: Path) -> Lighter:
    """Return what makes films and sounds light, and says which one it is at."""

    def say(original: Path, recipe: str) -> None:
        told = said(f"{original} est allégé ({recipe})…", f"{original} is made light ({recipe})…")
        click.echo(told, err=True)

    return Lighter(repo, say)


def _told(load: Load) -> str:
    texts_bytes = sum(len(content) for content in (*load.packs.values(), *load.documents.values()))
    media_bytes = sum(blob.bytes for blob in load.blobs.values())
    size = size_told(texts_bytes + media_bytes)
    named = f"{load.edition.country.upper()} {load.edition.edition}"
    words = said("paquet document média", "pack document file").split()
    counts = zip((load.packs, load.documents, load.blobs), words, strict=True)
    return f"{named}{COLON} {', '.join(counted(len(some), word) for some, word in counts)}, {size}."
