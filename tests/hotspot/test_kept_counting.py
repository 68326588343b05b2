"""Answers sent and sent again, from two tabs, by whoever holds the phone, around restarts of the box."""

import itertools
import shutil
from collections import Counter
from dataclasses import dataclass

import msgspec
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from small_edition import NUMBERS

from hotspot.app import create_app
from hotspot.content import catalogue
from hotspot.pages import tokens
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts
from hotspot.school.opening import close_school, open_school
from hotspot.school.states import state_after
from hotspot.school.tables import Attempt, Learner, Question
from hotspot.settings import Settings
from runtime import clock

NAMES = ("Awa", "Moussa")
QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much)
ANSWERS = ("90", "91", "RIGHT", " ")


@dataclass(frozen=True)
class Form:
    """A form as it stands on a phone, filled in."""

    learner: int
    question: int
    fields: dict[str, str]


class SharedPhone(RuleBasedStateMachine):
    """Two children, their tabs, and what lies on the phone."""

    forms = Bundle("forms")
    settings: Settings
    app: Flask

    def __init__(self):
        super().__init__()
        shutil.copy(self.settings.data_folder / "before.db", self.settings.school_file)
        self.ids = itertools.count()
        self.arrived = {}  # id → form, of those that reached the box
        self.seen = {}  # running number → row, of every attempt ever seen
        open_school(self.settings)
        catalogue.open_catalogue(self.settings)
        self.learners = {name: Learner.get(Learner.first_name == name) for name in NAMES}

    def teardown(self):
        close_school()
        catalogue.close_catalogue()

    @rule()
    def restart(self):
        close_school()
        self.app = create_app(self.settings)
        open_school(self.settings)

    @initialize(target=forms)
    def two_tabs_with_the_same_question(self):
        return multiple(self.form_of("Awa", "RIGHT"), self.form_of("Awa", "90"))

    @rule(target=forms, name=st.sampled_from(NAMES), text=st.sampled_from(ANSWERS))
    def answer_out_of_reach(self, name, text):
        return self.form_of(name, text)

    def form_of(self, name, text):
        """The child answers the question that the box would show now; the answer stays on the phone."""
        asked = attempts.begin(self.learners[name], f"{NUMBERS}/adding", "fr")
        answer = asked.question.answer if text == "RIGHT" else text
        with self.app.app_context():
            token = tokens.answer_token(asked.row)
        sent_as = f"{next(self.ids):022}"
        fields = {"question": asked.id, "token": token, "sent_as": sent_as, "try": asked.next_try}
        return Form(asked.row.learner_id, asked.id, {**fields, "answer": answer})

    @rule(form=forms, holder=st.sampled_from((*NAMES, "")), times=st.integers(1, 3))
    def send(self, form, holder, times):
        for _ in range(times):
            answer = self.phone(holder).post("/pratique/gardees", data=form.fields)
            is_own = holder and self.learners[holder].id == form.learner
            assert answer.json == {"state": "kept", "page": self.page_of(form) if is_own else ""}
        self.arrived[form.fields["sent_as"]] = form

    @rule(form=forms)
    def send_as_browsers_do(self, form):
        """Without script, by the child herself; the same try counts once."""
        name = next(name for name in NAMES if self.learners[name].id == form.learner)
        self.phone(name).post(self.page_of(form), data={**form.fields, TOKEN: "own"})

    @rule(form=forms, other=forms)
    def claim(self, form, other):
        """An answer is sent with the token of another question."""
        if form.question != other.question:
            fields = {**form.fields, "token": other.fields["token"]}
            assert self.phone("").post("/pratique/gardees", data=fields).json["state"] == "refused"

    def page_of(self, form):
        return f"/pratique/question/{form.question}"

    def phone(self, holder):
        phone = self.app.test_client()
        if holder:
            with phone.session_transaction() as kept:
                seen = int(clock.now().timestamp())
                kept.update({TOKEN: "own", "learner": self.learners[holder].id, "seen": seen})
        return phone

    @invariant()
    def an_id_is_one_answer_of_its_child(self):
        rows = [row for row in Attempt.select() if row.sent_as]
        assert max(Counter(row.sent_as for row in rows).values(), default=0) <= 1
        for row in rows:
            form = self.arrived[row.sent_as]
            assert (row.question_id, row.question.learner_id) == (form.question, form.learner)
            assert told(row) == form.fields["answer"]

    @invariant()
    def nothing_that_arrived_is_lost(self):
        """It is there, or it was empty, or came after the end, or said the same as another at that try."""
        for sent_as, form in self.arrived.items():
            rows = list(Attempt.select().where(Attempt.question == form.question))
            is_there = any(row.sent_as == sent_as for row in rows)
            is_over = attempts.asked(form.question, Learner.get_by_id(form.learner)).state != "open"
            is_said = any(told(row) == form.fields["answer"] for row in rows)
            assert is_there or is_over or is_said or form.fields["answer"] == " "

    @invariant()
    def what_is_kept_stays_as_it_is(self):
        rows = {row.running_number: row.__data__ for row in Attempt.select()}
        assert self.seen.items() <= rows.items()
        self.seen = rows

    @invariant()
    def tries_are_counted_without_a_gap_and_end_with_the_question(self):
        for question in Question.select():
            rows = list(Attempt.select().where(Attempt.question == question).order_by(Attempt.running_number))
            assert [row.try_number for row in rows] == list(range(1, len(rows) + 1))
            assert state_after([row.verdict for row in rows[:-1]]) == "open"


def told(row):
    return msgspec.json.decode(row.answer)["answer"][0]


def test_every_answer_is_counted_once_for_the_right_child(box):
    close_school()
    box.settings.school_file.rename(box.settings.data_folder / "before.db")
    SharedPhone.settings, SharedPhone.app = box.settings, create_app(box.settings)

    run_state_machine_as_test(
        SharedPhone,
        settings=settings(
            max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=QUIET
        ),
    )
