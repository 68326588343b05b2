"""Simulated learners to measure policies on. FROZEN before any policy was tuned: change nothing here.

Two generative families, neither of them the tutor's model (no BKT, no Elo, no logistic over counts):
`understanding.py` (continuous understanding, power-law memory, misconceptions, expertise reversal) and
`facets.py` (hidden facets learnt by steps, ACT-R activation with spacing, conjunctive answers). Constants
come from the literature named beside them, or were set so that plain policies give plausible terms: ten to
fifteen answers a skill; four weeks later one lesson in four is still held without review, nearly all after
three reviews. None was set by looking at how the tutor's policy fares.
A third, `strength.py`, is held out: it was written later, and nothing is tuned on it.
`tests/benchmarks/test_tutor_worlds.py` pins their behaviour by golden numbers.

A policy may be tuned on TUNING_SEEDS. FINAL_SEEDS are for the printed table alone.
"""

from collections.abc import Sequence

TUNING_SEEDS = range(0, 3_000)
FINAL_SEEDS = range(900_000, 903_000)


def spread(seeds: range, learners: int) -> Sequence[int]:
    """Return so many seeds, from as many classes as there are."""
    return seeds[:: max(1, len(seeds) // learners)][:learners]
