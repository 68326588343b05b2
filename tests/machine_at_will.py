"""A machine whose clocks a test sets."""

from datetime import UTC, datetime, timedelta


class Machine:
    """A machine that a test starts and cuts; `system` is what anybody has set its time of day to."""

    def __init__(self):
        self.ran, self.boot = timedelta(seconds=8), 0
        self.is_kept = False
        self.system = datetime(1970, 1, 1, tzinfo=UTC)
        self.batteries = []

    def running(self):
        return self.ran

    def boot_id(self):
        return f"boot {self.boot}"

    def network_time(self):
        return self.system if self.is_kept else None

    def battery_times(self):
        return self.batteries
