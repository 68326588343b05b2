"""A demonstration school whose classes have worked for ten days: some know much, two are stuck, one is away.

New lessons are on their way, from sources of which some are not safe.

Run beside tests/hotspot: python class_at_work.py FOLDER
"""

import random
import sys
from pathlib import Path

from tutored import answers

from exchange.messenger import LastWord, SourceWord, write_last_word
from hotspot.content import catalogue
from hotspot.school import classes, tutor_days
from hotspot.school.opening import open_school
from hotspot.settings import Settings

DAYS, AWAY, STUCK = 10, 8, (2, 5)  # how long; places of learners in the list
SLIP = "forgets-the-carry"
NOW = "2026-11-22T08:00:00+00:00"
WORDS = ("cut", "too-old", "nothing-new", "wrong-signature", "never")
COMING = LastWord(
    at=NOW,
    country="sn",
    doing="fetching",
    stage="media",
    shown="2026.1",
    coming="2026.2",
    left_files=3,
    left_bytes=28_000_000,
    whole_bytes=120_000_000,
    bytes_per_hour=7_000_000,
    reports_waiting=2,
    reports_bytes=3_900,
    receipt_at=NOW,
    month_bytes=190_000_000,
    month_limit_bytes=500_000_000,
    sources=tuple(SourceWord(f"{word}.miroir.education.example:8873", "mirror", NOW, word) for word in WORDS),
)


def work(learner, place, skills, today, dice):
    """Let a learner answer, as able as she is."""
    able = dice.uniform(0.55, 0.95)
    for day in range(today - DAYS + 1, today + 1):
        if day != today and dice.random() < 0.35:
            continue
        for skill in dice.sample(skills, 2):
            how = "".join("+" if dice.random() < able else "-" for _ in range(4))
            answers(learner, skill, how, day=day, misconception=SLIP)
    if place in STUCK:
        answers(learner, skills[-1], "-" * 9, day=today, misconception=SLIP)


def fill(folder):
    settings, dice = Settings(data_folder=folder), random.Random(5)
    open_school(settings)
    catalogue.open_catalogue(settings)
    today = tutor_days.today()
    for one in classes.classes():
        skills = [card.id for card in catalogue.all_skills() if card.year <= one.year]
        for place, learner in enumerate(classes.learners_of(one)):
            if place != AWAY:
                work(learner, place, skills, today, dice)


fill(Path(sys.argv[1]))
write_last_word(Path(sys.argv[1]), COMING)
