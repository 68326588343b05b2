"""What a link is like: how fast, how far, how much it loses, when it is down."""

import random

import msgspec


class Weather(msgspec.Struct, frozen=True):
    """A link. At each cut all that is in flight is lost, and what was begun before it stays dead after it."""

    bits_per_s: float = 2e6  # down and up alike
    round_trip_s: float = 0.6
    loss: float = 0.03
    up_s: float = 30  # up and down in turn; 0: never down by itself
    down_s: float = 20
    cuts: int = 0  # in the place of the turns: so many random ones within `span_s`, each `down_s` long
    span_s: float = 0
    queue_bytes: int = 262_144
    seed: int = 1

    def cut_times(self) -> list[float]:
        """Return when each random cut begins, in seconds of the link: one in each part of the span."""
        dice, part = random.Random(self.seed), self.span_s / max(1, self.cuts)
        return [number * part + dice.uniform(0, part - self.down_s) for number in range(self.cuts)]

    def is_down(self, second: float, cuts: list[float]) -> bool:
        """Say whether the link is down; `cuts` are those of `cut_times`."""
        if cuts:
            return any(begin <= second < begin + self.down_s for begin in cuts)
        return self.up_s > 0 and second % (self.up_s + self.down_s) >= self.up_s


class Way(msgspec.Struct):
    """What one direction has carried, IP and TCP payload; `offered` counts what was lost on the way too."""

    packets: int = 0
    offered: int = 0
    delivered: int = 0
    payload_offered: int = 0
    payload_delivered: int = 0


class Carried(msgspec.Struct):
    """What a link has carried so far. `down` is towards the box."""

    seconds: float = 0
    cuts: int = 0
    up: Way = msgspec.field(default_factory=Way)
    down: Way = msgspec.field(default_factory=Way)

    @property
    def payload(self) -> int:
        """TCP payload that came out at either end."""
        return self.up.payload_delivered + self.down.payload_delivered

    @property
    def modem(self) -> int:
        """IP bytes as the modem counts them: what it received and what it sent."""
        return self.down.delivered + self.up.offered
