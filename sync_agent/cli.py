"""The messenger's commands."""

import os
import threading
from pathlib import Path

import click

from runtime import clock
from runtime.commands import SUBCOMMAND, plain_errors, teach_click_french
from runtime.logs import log_to_journal
from runtime.terminal import said
from sync_agent.agent import agent_of, only_one
from sync_agent.settings import Settings, sync_agent_settings

teach_click_french()


@click.group(
    name="sync-agent",
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Le messager de la boîte : il apporte les contenus et emporte les rapports.\n\n"
        "Exemple : sync-agent status",
        "The messenger of the box: it brings contents and takes reports up.\n\nExample: sync-agent status",
    ),
)
@click.option(
    "--settings",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=said("FICHIER", "FILE"),
    help=said("Un fichier de réglages (TOML).", "A file of settings (TOML)."),
)
@click.pass_context
def sync_agent(context: click.Context, file: Path | None) -> None:
    """Group the commands; the help is said above in two languages."""
    with plain_errors():
        context.obj = sync_agent_settings(file, os.environ)
    clock.start(context.obj.own_folder / "clock.json")


@sync_agent.command(
    help=said(
        "Demander une fois à chaque source, et prendre ce qui vient.\n\nExemple : sync-agent once",
        "Ask each source once, and take what comes.\n\nExample: sync-agent once",
    )
)
@click.pass_obj
def once(settings: Settings) -> None:
    """Do all moves that can be done now."""
    log_to_journal()
    with plain_errors(), only_one(settings), clock.kept():
        agent = agent_of(settings, threading.Event())
        agent.memory.forget(failures=False)
        while agent.do_next():
            pass
