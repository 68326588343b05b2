"""A demonstration school whose classes have worked for ten days: some know much, two are stuck, one is away.

Run beside tests/hotspot: python class_at_work.py FOLDER
"""

import random
import sys
from pathlib import Path

from tutored import answers

from hotspot.content import catalogue
from hotspot.school import classes, tutor_days
from hotspot.school.opening import open_school
from hotspot.settings import Settings

DAYS, AWAY, STUCK = 10, 8, (2, 5)  # how long; places of learners in the list
SLIP = "forgets-the-carry"


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
