"""Lay the school on a key, and take it up again: what the pages do, for technicians."""

from contextlib import closing
from pathlib import Path

import click

from exchange.errors import NeedsAPerson
from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.machine import power
from hotspot.school import copies
from hotspot.school.backups import restoring, staging
from hotspot.school.backups.making import back_up
from hotspot.school.backups.noted import Backup
from hotspot.school.backups.restoring import Restored
from hotspot.school.backups.staging import Preview
from hotspot.school.copies import Copy
from hotspot.settings import Settings
from runtime.commands import plain_errors
from runtime.sqlite_files import read_only
from runtime.terminal import said

MB = 1_000_000  # bytes


class NoSchoolYet(NeedsAPerson):
    """There is nothing to copy."""


@hotspot.command(
    help=said(
        "Copier l'école maintenant : sur la carte, ou avec --to sur une clé, en un fichier relu que "
        "« hotspot restore » reprend. La boîte la copie aussi seule, chaque jour.\n\n"
        "Exemple : hotspot backup --to /media/CLE",
        "Copy the school now: on the card or, with --to, onto a key, as one file that was read back and that "
        '"hotspot restore" takes up. The box also copies it by itself, every day.\n\n'
        "Example: hotspot backup --to /media/KEY",
    ),
)
@click.option(
    "--to",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    help=said("Le dossier d'une clé USB.", "The folder of a USB key."),
)
@click.pass_obj
def backup(settings: Settings, folder: Path | None) -> None:
    """Make a copy of the people and attempts, and say where it is."""
    with plain_errors():
        _must_have_school(settings)
        if folder is None:
            click.echo(_copied(copies.make_copy(settings)))
        else:
            click.echo(_backed_up(back_up(settings, folder.absolute().name, folder), folder))


@hotspot.command(
    help=said(
        "Reprendre l'école d'une sauvegarde, la boîte arrêtée. L'école de maintenant est mise de côté.\n\n"
        "Exemple : hotspot restore /media/CLE/imaginecole-sauvegarde-fissel-2026-11-22-1015.zip --dry-run",
        "Take up the school of a backup while the box is stopped. The school of now is put aside.\n\n"
        "Example: hotspot restore /media/KEY/imaginecole-sauvegarde-fissel-2026-11-22-1015.zip --dry-run",
    ),
)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar=said("FICHIER", "FILE")
)
@dry_run_option
@click.pass_obj
def restore(settings: Settings, file: Path, dry_run: bool) -> None:
    """Check the backup, say what it changes, and let it take the place of the school."""
    with plain_errors():
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        with power.alone_in(settings.data_folder):
            click.echo(_previewed(staging.stage(settings, file.absolute().parent.name, file)))
            if dry_run:
                staging.drop(settings)
            else:
                staging.want(settings)
                done = restoring.take_over(settings)
                click.echo(_restored(done) if done else "")
    say_trial(dry_run)


def _must_have_school(settings: Settings) -> None:
    if settings.school_file.exists():
        with closing(read_only(settings.school_file)) as school:
            tables = "SELECT 1 FROM sqlite_master WHERE name = 'school'"
            if school.execute(tables).fetchone() and school.execute("SELECT 1 FROM school").fetchone():
                return
    raise NoSchoolYet(
        said(
            "Cette boîte n'a pas encore d'école. Donnez-lui la sienne : hotspot school",
            "This box has no school yet. Give it one: hotspot school",
        )
    )


def _copied(made: Copy) -> str:
    size = f"{made.file.stat().st_size / MB:.1f}"
    return said(
        f"L'école est copiée : {made.file} ({size.replace('.', ',')} Mo).",
        f"The school is copied: {made.file} ({size} MB).",
    )


def _backed_up(made: Backup, folder: Path) -> str:
    size = f"{made.file_bytes / MB:.1f}"
    return said(
        f"L'école est sauvegardée et relue : {folder / made.file} ({size.replace('.', ',')} Mo), "
        f"{made.learners} élèves, {made.attempts} réponses. Les prénoms y sont : gardez-la sous clé.",
        f"The school is backed up and read back: {folder / made.file} ({size} MB), {made.learners} learners, "
        f"{made.attempts} answers. It holds their first names: keep it locked up.",
    )


def _previewed(found: Preview) -> str:
    return said(
        f"« {found.about.school} », sauvegardée le {found.about.made_at} : {found.classes} classes, "
        f"{found.learners} élèves, {found.attempts} réponses. Ne sont que sur cette boîte : "
        f"{found.lost_learners} élèves, {found.lost_attempts} réponses.",
        f'"{found.about.school}", backed up on {found.about.made_at}: {found.classes} classes, '
        f"{found.learners} learners, {found.attempts} answers. On this box alone: {found.lost_learners} "
        f"learners, {found.lost_attempts} answers.",
    )


def _restored(done: Restored) -> str:
    return said(
        f"L'école est reprise et comptée : {done.classes} classes, {done.learners} élèves, {done.attempts} "
        f"réponses. Celle d'avant est ici : {done.aside}",
        f"The school is taken up and counted: {done.classes} classes, {done.learners} learners, "
        f"{done.attempts} answers. The one before is here: {done.aside}",
    )
