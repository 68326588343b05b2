"""Whatever happens to a school: nobody is lost, nobody is double, no answer goes but with its learner."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from small_edition import COUNT
from tutored import answers

from hotspot.content import catalogue
from hotspot.school import classes, erased
from hotspot.school.classes import Newcomer
from hotspot.school.life import ending, merging, moving, years
from hotspot.school.opening import close_school, open_school
from hotspot.school.tables import Attempt, Learner, Question, SchoolClass
from hotspot.school.tutor import rebuilding
from hotspot.settings import Settings

NAMES = ("Awa", "Moussa", "Fatou")


@pytest.fixture
def school_life(fissel):
    """The machine, on copies of the school of Fissel."""

    class OfFissel(SchoolLife):
        original = fissel

    return OfFissel


class SchoolLife(RuleBasedStateMachine):
    """A school, and beside it what must be true: learner's number → class, has left, answers."""

    learners = Bundle("learners")

    @initialize(target=learners)
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.original, self.folder, dirs_exist_ok=True)
        self.settings = Settings(data_folder=self.folder / "box", port=0)
        open_school(self.settings)
        catalogue.open_catalogue(self.settings)
        self.known = {one.id: [one.school_class_id, False, 0] for one in Learner.select()}
        self.ever = set(self.known)
        self.turn = 0
        return multiple(*self.known)

    def teardown(self):
        close_school()
        catalogue.close_catalogue()
        shutil.rmtree(self.folder)

    def open_classes(self):
        return [one.id for one in classes.classes()]

    @rule(target=learners, name=st.sampled_from(NAMES), data=st.data())
    def come(self, name, data):
        here = self.open_classes()
        if not here:
            return multiple()
        to = SchoolClass.get_by_id(data.draw(st.sampled_from(here)))
        added = classes.add_learners([Newcomer(to.name, name)], "fr")
        for one in added:
            assert one.id not in self.ever
            self.known[one.id] = [to.id, False, 0]
            self.ever.add(one.id)
        return multiple(*(one.id for one in added))

    @rule(number=learners, how=st.sampled_from(("+", "-", "+-+")))
    def answer(self, number, how):
        if number in self.known:
            answers(Learner.get_by_id(number), COUNT, how)
            self.known[number][2] += len(how)

    @rule(number=learners, data=st.data())
    def move(self, number, data):
        others = [one for one in self.open_classes() if one != self.known.get(number, [0])[0]]
        if number in self.known and others:
            to = data.draw(st.sampled_from(others))
            moving.move(Learner.get_by_id(number), SchoolClass.get_by_id(to))
            self.known[number][:2] = [to, False]

    @rule(number=learners)
    def leave(self, number):
        if number in self.known:
            moving.leave(Learner.get_by_id(number))
            self.known[number][1] = True

    @rule(number=learners)
    def come_back(self, number):
        if number in self.known and self.known[number][0] in self.open_classes():
            moving.come_back(Learner.get_by_id(number))
            self.known[number][1] = False

    @rule(number=learners)
    def give_pictures(self, number):
        if number in self.known:
            moving.give_pictures(Learner.get_by_id(number))

    @rule(kept=learners, gone=consumes(learners))
    def merge(self, kept, gone):
        if kept != gone and {kept, gone} <= set(self.known):
            merging.merge(Learner.get_by_id(kept), Learner.get_by_id(gone))
            self.known[kept][2] += self.known.pop(gone)[2]

    @rule(number=consumes(learners))
    def erase(self, number):
        if number in self.known:
            erased.erase(self.settings, [Learner.get_by_id(number)])
            del self.known[number]

    @rule(data=st.data())
    def put_away(self, data):
        here = self.open_classes()
        if here:
            ending.put_away(SchoolClass.get_by_id(data.draw(st.sampled_from(here))), "2026-2027")

    @rule(data=st.data())
    def take_out(self, data):
        away = ending.put_away_classes()
        if away:
            one = data.draw(st.sampled_from(away))
            ending.take_out(one, ending.free_name(ending.name_before(one)))

    @rule(stays=st.booleans())
    def new_year(self, stays):
        self.turn += 1
        steps = [
            years.Step(one.class_id, "stay" if stays else one.how, f"{one.class_id}, an {self.turn}")
            for one in years.proposed()
        ]
        years.begin(steps, f"{2000 + self.turn}-{2001 + self.turn}", years.mark())

    @rule()
    def undo_year(self):
        begun = years.last_begun()
        if begun and years.can_undo(begun):
            years.undo(begun)

    @invariant()
    def nobody_is_lost_or_double(self):
        if not hasattr(self, "known"):
            return
        rows = list(Learner.select())
        assert {one.id: [one.school_class_id, one.left_at is not None] for one in rows} == {
            number: state[:2] for number, state in self.known.items()
        }
        shown = [one.id for school_class in classes.classes() for one in classes.members_of(school_class)]
        expected = {one.id for one in rows if classes.is_at_school(one)}
        assert (len(shown), set(shown)) == (len(expected), expected)

    @invariant()
    def a_code_opens_one_door_of_a_class(self):
        if hasattr(self, "known"):
            codes = [(one.school_class_id, one.pictures) for one in Learner.select()]
            assert len(codes) == len(set(codes))

    @invariant()
    def answers_go_with_their_learner_alone(self):
        if hasattr(self, "known"):
            for number, (_, _, given) in self.known.items():
                mine = Attempt.select().join(Question).where(Question.learner == number)
                assert mine.count() == given
            assert Attempt.select().count() == sum(state[2] for state in self.known.values())
            assert rebuilding.rebuild_all().differed == 0


def test_nobody_is_lost_and_nobody_is_double(school_life):
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        school_life,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=quiet
        ),
    )
