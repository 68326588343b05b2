"""Give the box its content, and let it serve."""

import logging
import os
import sys
from dataclasses import fields
from pathlib import Path

import click
from peewee import PeeweeException as PeeweeError

from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.app import create_app
from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.content import catalogue, installer
from hotspot.content.installer import Installed
from hotspot.machine import power, week
from hotspot.machine.addresses import network_addresses
from hotspot.machine.announcing import announced
from hotspot.machine.local_name import host_name, kept_number
from hotspot.machine.serving import serve as answer_until_stopped
from hotspot.machine.time_for_phones import time_given
from hotspot.school import classes, demonstration, guarding, keeper
from hotspot.school.backups import restoring
from hotspot.school.latest import latest_time
from hotspot.school.opening import DamagedSchool, migrate_school
from hotspot.school.tutor import rebuilding, weighing
from hotspot.school.tutor.weighing import Weighed
from hotspot.settings import Settings
from runtime import clock
from runtime.commands import plain_errors
from runtime.logs import log_to_journal
from runtime.room import hold_reserve
from runtime.sqlite_files import trouble_of
from runtime.terminal import said, speaks_english

MB = 1_000_000  # bytes
log = logging.getLogger(__name__)


@hotspot.command(
    help=said(
        "Installer l'édition signée d'un dépôt, tout ou rien.\n\n"
        "Exemple : hotspot install var/repo --country SN --root var/repo/metadata/1.root.json",
        "Install the signed edition of a repository, all or nothing.\n\n"
        "Example: hotspot install var/repo --country SN --root var/repo/metadata/1.root.json",
    )
)
@click.argument(
    "repo", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar=said("DÉPÔT", "REPOSITORY")
)
@click.option(
    "--country", default="", metavar=said("PAYS", "COUNTRY"), help=said("Le pays (SN).", "The country (SN).")
)
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=said("FICHIER", "FILE"),
    help=said(
        "La première racine du ministère, remise en main propre ; une seule fois.",
        "The ministry's first root, handed over in person; once only.",
    ),
)
@dry_run_option
@click.pass_obj
def install(settings: Settings, repo: Path, country: str, root: Path | None, dry_run: bool) -> None:
    """Put an edition in, and say what came."""
    with plain_errors():
        migrate_school(settings)
        here = classes.school()
        wanted = country or (here.country if here else "")
        put_in = installer.install(repo, settings, wanted, root=root, dry_run=dry_run)
        weighed = None
        if not dry_run:
            weighed = _weigh_parameters(settings)
            rebuilding.rebuild_all()  # else each page on a class would, until all have answered again
    click.echo(_told(put_in))
    if weighed and not weighed.taken:
        click.echo(
            said(
                "Le tuteur garde ses paramètres : les nouveaux prédisent moins bien les réponses d'ici.",
                "The tutor keeps its parameters: the new ones foretell the answers of this box less well.",
            )
        )
    say_trial(dry_run)
    if not dry_run and here is None:
        click.echo(
            said(
                "Ensuite : hotspot school ou, pour essayer, hotspot demonstration",
                "Next: hotspot school or, to try, hotspot demonstration",
            )
        )


@hotspot.command(
    "demonstration",
    help=said(
        "Préparer une école pour essayer la boîte.\n\nExemple : hotspot demonstration",
        "Prepare a school to try the box with.\n\nExample: hotspot demonstration",
    ),
)
@click.pass_obj
def prepare_demonstration(settings: Settings) -> None:
    """Make the demonstration's school, unless the box has one."""
    with plain_errors():
        migrate_school(settings)
        catalogue.open_catalogue(settings)
        made = demonstration.prepare(settings)
    click.echo(
        said("L'école d'essai est prête. Ensuite : hotspot serve", "The school is ready. Next: hotspot serve")
        if made
        else said(
            "Cette boîte a déjà son école. Ensuite : hotspot serve",
            "This box has its school already. Next: hotspot serve",
        )
    )


@hotspot.command(
    help=said("Servir la classe.\n\nExemple : hotspot serve", "Serve the class.\n\nExample: hotspot serve")
)
@click.pass_obj
def serve(settings: Settings) -> None:
    """Look at what the last stop has left, bring the box up to date, and answer until told to stop."""
    log_to_journal()
    with plain_errors(), power.running(settings) as last_stop:
        hold_reserve(settings.reserve_file)
        restoring.take_over(settings)
        guarding.guard(settings, last_stop)
        announcement = _bring_up_to_date(settings, thoroughly=last_stop != "orderly")
        app = create_app(settings)
        with (
            clock.kept(),
            keeper.keeping(settings),
            week.watched(settings),
            announced(settings, _name_of_school()),
            time_given(settings),
        ):
            answer_until_stopped(app, settings, announcement)
    if power.is_to_begin_anew(settings):
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 – this very program


@hotspot.command(
    "check-settings",
    help=said(
        "Vérifier les réglages et les montrer. On les change dans un fichier (hotspot --settings FICHIER) "
        "ou par HOTSPOT_ et leur nom.\n\nExemple : HOTSPOT_PORT=8081 hotspot check-settings",
        "Check the settings and show them. Change them in a file (hotspot --settings FILE) "
        "or by HOTSPOT_ and their name.\n\nExample: HOTSPOT_PORT=8081 hotspot check-settings",
    ),
)
@click.pass_obj
def check_settings(settings: Settings) -> None:
    """Show each setting; wrong ones were told before coming here."""
    for field in fields(settings):
        click.echo(f"{field.name} = {getattr(settings, field.name)}")


def _told(put_in: Installed) -> str:
    size = f"{put_in.new_bytes / MB:.1f}"
    return said(
        f"{put_in.country.upper()} {put_in.edition} : {put_in.parcours} parcours, {put_in.modules} modules, "
        f"{put_in.skills} savoirs ; {put_in.new_files} fichiers nouveaux, {size.replace('.', ',')} Mo.",
        f"{put_in.country.upper()} {put_in.edition}: {put_in.parcours} parcours, {put_in.modules} modules, "
        f"{put_in.skills} skills; {put_in.new_files} new files, {size} MB.",
    )


def _bring_up_to_date(settings: Settings, *, thoroughly: bool) -> str:
    """Bring both databases up to date; return what to announce.

    What cannot be brought up to date is told, and the box serves all the same.
    """
    try:
        announcement = _read_or_mend(settings)
    except PeeweeError as error:
        if trouble_of(error) not in ("full", "card"):
            raise
        log.error("school.db cannot be written: %s", error)
        announcement = ""
    try:
        installer.mend(settings, thoroughly=thoroughly)
        if settings.catalogue_file.exists():
            _weigh_parameters(settings)
    except (NeedsAPerson, WorthAnotherTry, OSError, PeeweeError) as error:
        log.error("%s", error)
    return announcement


def _weigh_parameters(settings: Settings) -> Weighed | None:
    """Let the box's own answers say whether the parameters that the edition offers are taken."""
    catalogue.open_catalogue(settings)
    return weighing.weigh()


def _read_or_mend(settings: Settings) -> str:
    """Read what a start needs of the school, mending it first where only this meets its damage."""
    try:
        return _read_school(settings)
    except (PeeweeError, DamagedSchool) as error:
        if trouble_of(error) != "damaged":
            raise
        guarding.guard(settings, "damaged")
        return _read_school(settings)


def _read_school(settings: Settings) -> str:
    migrate_school(settings)
    clock.passed(latest_time() or clock.BUILT)
    return _announcement(settings)


def _announcement(settings: Settings) -> str:
    """Return where the box answers and, in a demonstration, where each user enters with what code."""
    address = settings.origin or f"http://localhost:{settings.port}"
    lines = [said(f"La boîte répond : {address}", f"The box answers: {address}")]
    phones = ", ".join(f"http://{number}:{settings.port}" for number in network_addresses())
    if phones and not settings.origin:
        lines.append(
            said(
                f"Depuis un téléphone du même réseau : {phones}",
                f"From a phone on the same network: {phones}",
            )
        )
    if phones and settings.local_name:
        name = host_name(settings.local_name, kept_number(settings))
        lines.append(
            said(
                f"Nom sur le réseau, s'il est libre : {name}",
                f"Name on the network, if it is free: {name}",
            )
        )
    return "\n".join([*lines, demonstration.entrances(settings, address, english=speaks_english())]).rstrip()


def _name_of_school() -> str:
    """Return what the box is announced as."""
    try:
        here = classes.school()
    except PeeweeError:  # a card that cannot be read keeps nobody from serving
        here = None
    return here.name if here else said("Mon école", "My school")
