"""The messenger of a box, put together from its settings: the only place where all is joined."""

import threading
from typing import Any

from exchange.activation import read_active
from exchange.errors import NeedsAPerson
from exchange.store import Store
from exchange.trust.checking import read_anchor
from exchange.trust.time import trusted_time
from runtime import clock
from sync_agent.agent import Agent
from sync_agent.carriers.neighbours import Neighbourhood
from sync_agent.down.pull import Pull
from sync_agent.journal import Journal
from sync_agent.machine import machine_name
from sync_agent.settings import Settings
from sync_agent.sources import Around, believed
from sync_agent.spending import Spending
from sync_agent.states import Memory
from sync_agent.up.identity import identity_in
from sync_agent.up.outbox import BODY, FLOOR
from sync_agent.up.push import Push, outbox_of


class NotGivenYet(NeedsAPerson):
    """The box has not been given what it must be given by hand."""


def agent_of(settings: Settings, stop: threading.Event, *, with_neighbours: bool) -> Agent:
    """Return the messenger of a box; its `around` is to be closed at the end.

    Raises:
        NotGivenYet: the box has no root, or does not know its country.
    """
    pull, identity = _pull_of(settings), identity_in(settings.identity_folder)
    store, box = Store(settings.store_folder), identity.box if identity else ""
    near = Neighbourhood(settings, store, pull.country, box, stop) if with_neighbours else None
    password_file = identity.password_file if identity else None
    return Agent(
        settings,
        pull,
        Around(settings, pull.country, stop, password_file, near),
        Memory(settings.own_folder / "sources.json", settings.look_minutes),
        Journal(settings),
        Spending(settings),
        lambda: _way_up(settings),
        lambda: _told_of_reports(settings),
        stop,
    )


def _pull_of(settings: Settings) -> Pull:
    memory, anchor = settings.trust_folder, _anchor(settings)
    return Pull(
        Store(settings.store_folder),
        _country(settings),
        anchor,
        lambda: trusted_time(memory, clock.BUILT, clock.now()),
        settings.own_years,
        settings.has_years_only,
        free_mb=settings.free_mb,
    )


def _anchor(settings: Settings) -> bytes:
    anchor = read_anchor(settings.anchor_file, settings.trust_folder)
    if anchor is None:
        raise NotGivenYet(
            f"{settings.anchor_file} manque ou est abîmé : la boîte ne sait pas qui croire. "
            "Donnez-lui une première édition : hotspot install DÉPÔT --country SN --root FICHIER"
        )
    return anchor


def _country(settings: Settings) -> str:
    """Return the country of the settings, else that of the edition that the box shows."""
    if settings.country:
        return settings.country
    active = read_active(settings.store_folder)
    if active is None:
        raise NotGivenYet("La boîte ne sait pas son pays. Donnez-le : SYNC_AGENT_COUNTRY=SN")
    return active.country


def _way_up(settings: Settings) -> Push | None:
    """Return the way of the reports for one look; None before the box is enrolled, and knows its ministry."""
    identity = identity_in(settings.identity_folder)
    known = believed(settings.trust_folder) if identity else None
    if identity is None or known is None:
        return None
    return Push(outbox_of(settings.outbox_folder, identity, machine_name()), known, clock.now)


def _told_of_reports(settings: Settings) -> dict[str, Any]:
    identity = identity_in(settings.identity_folder)
    names = settings.outbox_folder.glob("*")
    waiting = [one for one in names if one.suffix in (".rpt", BODY) and one.name != FLOOR]
    return {
        "box": identity.box if identity else "",
        "halt": outbox_of(settings.outbox_folder, identity, "").halt if identity else "",
        "reports_waiting": len(waiting),
        "reports_bytes": sum(one.stat().st_size for one in waiting),
    }
