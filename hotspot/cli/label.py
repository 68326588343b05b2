"""The label of the box: the codes that are printed on it before it goes to a school."""

import click

from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.school import classes
from hotspot.school.adults import label as box_label
from hotspot.school.opening import migrate_school
from hotspot.settings import Settings
from runtime.commands import plain_errors
from runtime.terminal import said


@hotspot.command(
    help=said(
        "Faire les codes d'une nouvelle étiquette. Ceux de l'ancienne ne servent plus.\n\n"
        "Exemple : hotspot label",
        "Make the codes of a new label. Those of the old one are void.\n\nExample: hotspot label",
    )
)
@dry_run_option
@click.pass_obj
def label(settings: Settings, dry_run: bool) -> None:
    """Make two codes and show them this once: to claim the box, and for a forgotten password."""
    with plain_errors():
        migrate_school(settings)
        is_claimed = classes.school() is not None
        made = None if dry_run else box_label.new_label(settings)
    if made:
        click.echo(_told(made, is_claimed=is_claimed))
    say_trial(dry_run)


def _told(made: box_label.Label, *, is_claimed: bool) -> str:
    claim = said(
        f"Code de prise en main : {made.claim}. Il sert une fois, au premier démarrage.\n",
        f"Claim code: {made.claim}. It serves once, at the first start.\n",
    )
    recovery = said(
        f"Code de secours :       {made.recovery}. Il sert quand la direction a oublié son mot de passe.\n"
        "Imprimez-les sur l'étiquette : ils ne sont montrés qu'une fois.",
        f"Recovery code: {made.recovery}. It serves when the head has forgotten the password.\n"
        "Print them on the label: they are shown only once.",
    )
    return recovery if is_claimed else claim + recovery
