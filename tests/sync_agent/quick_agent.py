"""`sync-agent` as it is, with a quicker eye for its neighbours: quick_agent.py COMMAND."""

from zeroconf import _core

from sync_agent import agent
from sync_agent.carriers import neighbours
from sync_agent.cli import sync_agent

neighbours.LOOK_SECONDS, neighbours.BREATH_SECONDS = 0.3, 0.1
agent.TICK_SECONDS = 0.3
_core._CHECK_TIME = _core._REGISTER_TIME = 50  # milliseconds; zeroconf waits for slow networks

if __name__ == "__main__":
    sync_agent()
