"""The messenger's commands."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from exchange.activation import read_active, read_ready, read_refusal
from exchange.messenger import LastWord, read_last_word
from runtime import clock
from runtime.commands import SUBCOMMAND, plain_errors, settings_option, teach_click_french
from runtime.logs import log_to_journal
from runtime.terminal import said
from sync_agent.agent import Agent
from sync_agent.assembly import agent_of
from sync_agent.identity_cli import identity
from sync_agent.locks import RunsAlready, is_at_work, only_one
from sync_agent.settings import Settings, sync_agent_settings
from sync_agent.telling import plan_lines, status_lines
from sync_agent.working import ask_once, learn_plan, work

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
@settings_option
@click.pass_context
def sync_agent(context: click.Context, file: Path | None) -> None:
    """Group the commands; the help is said above in two languages."""
    with plain_errors():
        context.obj = sync_agent_settings(file, os.environ)
    clock.start(context.obj.own_folder / "clock.json")


@sync_agent.command(
    help=said(
        "Travailler sans fin, comme service de la boîte.\n\nExemple : sync-agent run",
        "Work without end, as a service of the box.\n\nExample: sync-agent run",
    )
)
@click.pass_obj
def run(settings: Settings) -> None:
    """Work until the machine asks to stop."""
    log_to_journal()
    logging.getLogger("sh").setLevel(logging.WARNING)  # each session would be a line
    with plain_errors(), _at_work(settings, with_neighbours=True) as agent:
        work(agent)


@sync_agent.command(
    help=said(
        "Demander une fois à chaque source et prendre tout ce qui vient.\n\nExemple : sync-agent once",
        "Ask each source once and take all that comes.\n\nExample: sync-agent once",
    )
)
@click.pass_obj
def once(settings: Settings) -> None:
    """Do all moves that can be done now; fail when something is still to come."""
    with plain_errors(), _at_work(settings, with_neighbours=True) as agent:
        ask_once(agent)
        is_whole = not agent.is_fetching
    _echo(_status(settings, read_last_word(settings.data_folder)))
    if not is_whole:
        raise click.ClickException(
            said(
                "Tout n'est pas là. Relancez plus tard : ce qui est arrivé est gardé.",
                "Not all of it is here. Try again later: what has come is kept.",
            )
        )


@sync_agent.command(
    help=said(
        "Dire ce qui arrive, ce qui attend de partir et le dernier mot de chaque source.\n\n"
        "Exemple : sync-agent status",
        "Tell what is coming, what waits to go up, and the last word of each source.\n\n"
        "Example: sync-agent status",
    )
)
@click.pass_obj
def status(settings: Settings) -> None:
    """Tell the last word; and that nobody is at work any more: who was killed could not say so."""
    word = read_last_word(settings.data_folder)
    doing = word.doing if is_at_work(settings.agent_lock_file) else "stopped"
    _echo(_status(settings, msgspec.structs.replace(word, doing=doing)))


@sync_agent.command(
    help=said(
        "Essayer de nouveau tout de suite, sans attendre la fin des pauses.\n\nExemple : sync-agent retry",
        "Try again at once, without waiting for the ends of pauses.\n\nExample: sync-agent retry",
    )
)
@click.pass_obj
def retry(settings: Settings) -> None:
    """Let every source be asked at once: by the messenger that runs, or by the next one."""
    with plain_errors():
        settings.own_folder.mkdir(parents=True, exist_ok=True)
        settings.retry_file.touch()
    click.echo(
        said(
            "C'est noté : l'agent essaie de nouveau dans les secondes qui viennent, ou dès qu'il démarre "
            "(sync-agent once).",
            "Noted: the agent tries again within seconds, or as soon as it starts (sync-agent once).",
        )
    )


@sync_agent.command(
    help=said(
        "Dire ce qui viendrait et ce que cela coûte, avant de le dépenser. Seules les listes sont lues.\n\n"
        "Exemple : sync-agent plan",
        "Tell what would come and what it costs, before it is spent. Only the lists are read.\n\n"
        "Example: sync-agent plan",
    )
)
@click.pass_obj
def plan(settings: Settings) -> None:
    """Tell what would be fetched; where a messenger runs, what it knows."""
    with plain_errors():
        try:
            with _at_work(settings, with_neighbours=False) as agent:
                learn_plan(agent)
        except RunsAlready:
            agent = agent_of(settings, threading.Event(), with_neighbours=False)
        _echo(plan_lines(agent.plan, agent.state, agent.spending))


sync_agent.add_command(identity)


@contextmanager
def _at_work(settings: Settings, *, with_neighbours: bool) -> Iterator[Agent]:
    """Be the messenger of the box, until the block ends or the machine asks to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with only_one(settings.agent_lock_file):
        agent = agent_of(settings, stop, with_neighbours=with_neighbours)
        try:
            yield agent
        finally:
            agent.around.close()
            clock.write_down()


def _status(settings: Settings, word: LastWord) -> list[str]:
    store = settings.store_folder
    return status_lines(word, read_active(store), read_ready(store), read_refusal(store))


def _echo(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)
