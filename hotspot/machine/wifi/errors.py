"""What can be wrong with a Wi-Fi: each message names the thing and the next step."""

from exchange.errors import NeedsAPerson


class WrongWifi(NeedsAPerson):
    """A value of the Wi-Fi cannot be had."""


class RefusedFile(NeedsAPerson):
    """A program that will read one of our files refuses it, or is not there to be asked."""
