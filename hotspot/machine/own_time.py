"""Whether the box knows the time otherwise than from phones: only then does it give it to phones."""

from hotspot.settings import Settings
from runtime import clock
from runtime.clock import Displayed
from runtime.floor import Source


def look(settings: Settings) -> Displayed:
    """Return the time to show, for a program that does not serve: what the box wrote down last is read."""
    clock.start(settings.clock_file)
    clock.BOX.look_at_network()
    return clock.displayed()


def is_own(shown: Displayed) -> bool:
    """Say whether somebody else than phones has given this time."""
    return shown.source not in (Source.NOBODY, Source.PHONES)


def gives_time(settings: Settings) -> bool:
    """Say whether phones are told to ask this box for the time."""
    return bool(settings.time_port) and is_own(look(settings))
