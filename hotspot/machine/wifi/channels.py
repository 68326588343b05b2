"""Which of the channels 1, 6 and 11 is the emptiest, from what a scan has heard."""

import re

CHANNELS = (6, 1, 11)  # those that do not overlap; the first is taken where all are alike
OVERLAP = 5  # channels further apart than four do not hear each other
LAST_CHANNEL = 13
IW_NETWORK = re.compile(r"^BSS ", re.MULTILINE)
IW_FREQUENCY = re.compile(r"^\s*freq: (\d+)", re.MULTILINE)  # MHz
IW_SIGNAL = re.compile(r"^\s*signal: (-?\d+(?:\.\d+)?) dBm", re.MULTILINE)
NMCLI_LINE = re.compile(r"^(\d+):(\d+)$", re.MULTILINE)

Heard = tuple[int, float]  # channel, strength in percent


def heard_in(scan: str) -> list[Heard]:
    """Return the 2.4 GHz networks of `iw dev wlan0 scan` or `nmcli -t -f CHAN,SIGNAL device wifi list`."""
    if IW_NETWORK.search(scan):
        heard = [_of_iw(network) for network in IW_NETWORK.split(scan)[1:]]
    else:
        heard = [(int(channel), float(percent)) for channel, percent in NMCLI_LINE.findall(scan)]
    return [(channel, strength) for channel, strength in heard if 1 <= channel <= LAST_CHANNEL]


def emptiest(heard: list[Heard]) -> int:
    """Return the channel among 1, 6 and 11 where the least is heard; near channels count by overlap."""
    return min(CHANNELS, key=lambda channel: _noise_on(channel, heard))


def _noise_on(channel: int, heard: list[Heard]) -> float:
    return sum(strength * max(0, OVERLAP - abs(channel - other)) for other, strength in heard)


def _of_iw(network: str) -> Heard:
    frequency, signal = IW_FREQUENCY.search(network), IW_SIGNAL.search(network)
    if not frequency or not signal:
        return 0, 0.0
    percent = min(100.0, max(0.0, 2 * (float(signal[1]) + 100)))  # as NetworkManager counts it
    return (int(frequency[1]) - 2407) // 5, percent  # 2412 MHz is channel 1, then every 5 MHz
