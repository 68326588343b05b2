"""Answers faster than their question can be read: noticed and left out of the estimates, never punished.

Such answers are right no more often than chance (Schnipke & Scrams 1997; Wise & Kong 2005), so they tell
nothing of what a learner knows. The bar is the same for all ages, and low: nobody is wronged by it.
"""

from learning.tutor.policy import Policy


def is_tapped(took_seconds: float, words: int, policy: Policy) -> bool:
    """Say whether an answer came before anybody could have read the question and moved a finger.

    Adults read 238 words a minute in silence, and hardly anyone more than 400 (Brysbaert 2019, 190 studies);
    eight words a second are 480. Children of eight read a quarter of that: who taps slowly goes unseen.
    """
    return took_seconds < policy.fastest_tap_seconds + words / policy.fastest_words_per_second
