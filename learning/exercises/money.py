"""A country's money in exercises: the purse for expressions, amounts as they are written."""

from functools import lru_cache

from exchange.documents import Money
from learning.exercises.expressions import Number, Purse
from learning.exercises.numbers import as_number, with_decimals, written

# The step of everyday prices, in the currency's unit: what bread, fruit and pencils are priced in.
STEPS = {"XOF": "25", "XAF": "25", "GNF": "500", "MRU": "5", "TND": "0.1"}


def purse_of(money: Money) -> Purse:
    """Return the coins, notes and price step of the country, smallest first."""
    return _purse(money.code, money.coins, money.notes)


@lru_cache(maxsize=64)
def _purse(code: str, coins: tuple[str, ...], notes: tuple[str, ...]) -> Purse:
    sorted_coins = tuple(sorted(as_number(coin) for coin in coins))
    sorted_notes = tuple(sorted(as_number(note) for note in notes))
    step = as_number(STEPS[code]) if code in STEPS else min(sorted_coins + sorted_notes, default=1)
    return Purse(sorted_coins, sorted_notes, step)


def amount(number: Number, money: Money, language: str) -> str:
    """Return an amount as the country writes it: "250 F", "1,500 DT"."""
    sign = sign_of(money, language)
    if number.denominator == 1:
        return f"{written(number, language)}\u00a0{sign}"
    return f"{with_decimals(number, max(money.decimals, 2), language)}\u00a0{sign}"


def sign_of(money: Money, language: str) -> str:
    """Return the sign after an amount, in this language or the first there is."""
    return money.sign.get(language) or next(iter(money.sign.values()), money.code)
