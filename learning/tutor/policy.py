"""Every threshold of the tutor in one place; each attempt records the version it was asked under."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """What the tutor decides by. A change here is a new `version`."""

    version: str = "2026.1"

    # which item
    target: float = 0.72  # chance of a right answer at which an item teaches most
    example_below: float = 0.25  # below this chance a worked example comes first
    example_average: float = 0.35  # as well after a wrong answer with the moving average below this
    random_share: float = 0.05  # of the practice, drawn blindly: without it, difficulties cannot be measured

    # which skill
    stay: int = 6  # answers on one skill before another is mixed in
    one_review_in: int = 3  # questions: at most one of so many is a review
    reviews_a_day: int = 10

    # mastery
    average_weight: float = 0.35  # of the last answer in the moving average: Pelánek & Řihák 2018
    bar_average: float = 0.70  # 0.60 and two in a row keep a third fewer skills where learning is slow
    bar_guess_weight: float = 0.5  # the bar of the average rises by this much of the chance to guess
    bar_run: int = 3  # right answers in a row
    bar_templates: int = 2  # different exercises, where the skill has so many
    failures_to_lose: int = 2  # failed reviews in a row

    # stuck
    stuck_at: int = 5  # answers without `stuck_run` right in a row: the treatment changes
    stuck_run: int = 3
    park_at: int = 8  # answers: the skill rests until the next day, the teacher is told
    park_average: float = 0.35
    prerequisite_answers: int = 2  # on the weakest skill before, by way of treatment
    names_a_day: int = 5  # that a teacher is given, a class

    # review: facts
    wanted_retention: float = 0.85  # chance to remember on the day of a review
    longest_fact_days: int = 120  # even what FSRS trusts for longer is seen each term
    # review: procedures and concepts
    first_interval_days: float = 1.0
    interval_growth: float = 2.3
    longest_interval_days: float = 40.0
    interval_after_failure: float = 0.35  # of the interval that was too long

    # placement
    years_below: int = 2
    fewest_placement_items: int = 8
    most_placement_items: int = 12
    placement_doubt_years: float = 0.4  # standard deviation of the level: known well enough
    checked_within_days: int = 7  # a skill taken for held is reviewed
    checks_a_day: int = 12  # of these, the hardest skills first

    # tapping
    fastest_words_per_second: float = 8.0  # nobody reads faster: the answer says nothing
    fastest_tap_seconds: float = 0.5  # to see the page and move a finger


POLICY = Policy()
