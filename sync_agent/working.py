"""How the messenger works: without end as a service, once by hand, or only to learn what would come."""

import logging
from time import monotonic

from runtime import clock
from sync_agent.agent import Agent

CLOCK_SECONDS = 60  # between two looks at the network's time
WRITE_EVERY = 15  # looks: the time is written down
TROUBLE_SECONDS = 60  # after an error that nobody has foreseen
SHORT_PAUSE_SECONDS = 8  # by hand, so long is waited for a line that was cut

log = logging.getLogger(__name__)


def work(agent: Agent) -> None:
    """Move after move, until the agent is asked to stop."""
    looks, looked_at = 0, float("-inf")
    while not agent.stop.is_set():
        if monotonic() >= looked_at + CLOCK_SECONDS:
            _look_at_clock(looks)
            looks, looked_at = looks + 1, monotonic()
        try:
            pause_seconds = 0.0 if agent.do_next() else agent.pause_seconds()
        except Exception:
            log.exception("A move failed")
            pause_seconds = TROUBLE_SECONDS
        agent.stop.wait(pause_seconds)
    agent.say("stopped")


def ask_once(agent: Agent) -> None:
    """Ask every source until it has nothing more, or does not answer for some seconds.

    Raises:
        WorthAnotherTry, NeedsAPerson: what stands in the way is no source's fault.
    """
    clock.BOX.look_at_network()
    agent.memory.forget(failures=False)
    while not agent.stop.is_set():
        if agent.do_next():
            continue
        if not agent.is_fetching or agent.rest_seconds() > SHORT_PAUSE_SECONDS:
            return
        agent.stop.wait(agent.pause_seconds())


def learn_plan(agent: Agent) -> None:
    """Read the lists of the newest edition, and nothing else. Raises like `ask_once`."""
    clock.BOX.look_at_network()
    agent.memory.forget(failures=False)
    while not agent.stop.is_set() and agent.learn_next():
        pass


def _look_at_clock(looks: int) -> None:
    clock.BOX.look_at_network()
    if looks % WRITE_EVERY == 0:
        clock.write_down()
