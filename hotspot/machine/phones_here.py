"""How many phones are on the Wi-Fi now, and how many it bears."""

import os
import time

from hotspot.machine import leases, radio_seen
from hotspot.machine.wifi import kept, radio
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.settings import Settings


def count(settings: Settings) -> int | None:
    """Return how many phones are on the radio or, where it does not say, hold an address; None: unknown."""
    seen = radio_seen.read(settings)
    if seen is not None and seen.stations_now is not None:
        return seen.stations_now
    if not os.path.exists(settings.leases_file):  # Path's own raises where it may not look
        return None
    now = time.time()  # the clock that dnsmasq writes by
    return sum(not lease.until or lease.until > now for lease in leases.leases(settings.leases_file))


def limit(settings: Settings) -> int | None:
    """Return how many phones the radio bears; None with an access point on the cable, or where unknown."""
    try:
        wifi = kept.read(settings.wifi_file)
    except WrongWifi:  # told by the commands
        wifi = None
    return None if wifi and wifi.cable else radio.this_radio().phones
