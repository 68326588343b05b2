"""What the line may carry now: the settings, what the head has chosen, and why it waits."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from exchange.messenger import Doing, Wishes
from exchange.reports import LARGEST_BYTES
from runtime.room import BYTES_A_MB
from sync_agent.budget import Budget, Limits, WaitsForBudget, WaitsForHours
from sync_agent.journal import box_time
from sync_agent.room import CardFull
from sync_agent.settings import Settings

NIGHT = (20, 6)  # hours: what "only at night" means
AT_ONCE = timedelta(hours=1)  # for so long "update now" goes before "only at night"

# Which error lets what wait, and for how many seconds until it is looked at again.
HOLDS: tuple[tuple[type[Exception], Doing, float], ...] = (
    (WaitsForHours, "waiting-hours", 60),
    (WaitsForBudget, "waiting-budget", 300),
    (CardFull, "waiting-room", 300),
)
OF_THE_LINE: tuple[Doing, ...] = ("waiting-hours", "waiting-budget")


@dataclass
class Spending:
    """What may be spent. A hold lasts as long as nobody takes it away, and its seconds at most."""

    settings: Settings
    wishes: Wishes = field(default_factory=Wishes)
    _at_once_until: float = field(default=0.0, init=False)
    _held_until: dict[Doing, float] = field(default_factory=dict, init=False)

    @property
    def limits(self) -> Limits:
        """Return the limits of the settings and the wishes: of two, the lower one."""
        months = [one for one in (self.settings.month_mb, self.wishes.month_mb) if one]
        at_night = self.wishes.only_at_night and time.monotonic() >= self._at_once_until
        hours = self.settings.open_hours or (NIGHT if at_night else None)
        return Limits(self.settings.day_mb, min(months, default=0), hours)

    def budget(self) -> Budget:
        """Return the budget as it is now."""
        file = self.settings.own_folder / "budget.json"
        folder = self.settings.data_folder
        return Budget(file, self.settings.link_interface, self.limits, lambda: box_time(folder))

    def wish(self, wishes: Wishes) -> None:
        """Take in what the head has chosen; what it changes need not wait any more."""
        if wishes != self.wishes:
            self._held_until.clear()
        self.wishes = wishes

    def go_at_once(self) -> None:
        """Do not wait for the night, for an hour; the limits hold, for they are money."""
        self._at_once_until = time.monotonic() + AT_ONCE.total_seconds()
        self._held_until.clear()

    def hold(self, error: Exception) -> bool:
        """Wait for what an error waits for; say whether it is such an error."""
        for kind, doing, seconds in HOLDS:
            if isinstance(error, kind):
                self._held_until[doing] = time.monotonic() + seconds
                return True
        return False

    def waits_for(self, *, is_metered: bool) -> Doing | None:
        """Return what a source of this sort has to wait for; None when it may be asked."""
        now = time.monotonic()
        held = [doing for doing, until in self._held_until.items() if now < until]
        return next((doing for doing in held if is_metered or doing not in OF_THE_LINE), None)

    def takes_a_report(self) -> bool:
        """Say whether the line may carry a report now; when it may not, it may carry nothing."""
        try:
            self.budget().check_report(LARGEST_BYTES)
        except (WaitsForHours, WaitsForBudget):
            return False
        return True

    def told(self) -> dict[str, int]:
        """Return what the last word says of the budget."""
        spent, limits = self.budget().told(), self.limits
        return {
            "day_bytes": spent.day_bytes,
            "day_limit_bytes": limits.day_mb * BYTES_A_MB,
            "month_bytes": spent.month_bytes,
            "month_limit_bytes": limits.month_mb * BYTES_A_MB,
        }
