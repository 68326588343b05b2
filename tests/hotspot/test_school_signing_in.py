"""Three pictures let a child in; whoever tries many waits."""

from datetime import timedelta

from hotspot.school import attempts, signing_in
from hotspot.school.signing_in import Refused, SignedIn
from hotspot.school.tables import Attempt, Learner, Question, SignInFailure
from runtime.clock import now

PHONE, OTHER_PHONE = "10.42.0.7", "10.42.0.8"
CODE = "48210937"


def wrong_for(learner):
    return list(reversed(learner.pictures.split()))


def tried_wrong(learner, times, device=PHONE):
    return [signing_in.try_pictures(learner, wrong_for(learner), device) for _ in range(times)]


def later(seconds):
    """Let time pass: the failures are that much older."""
    for failure in SignInFailure.select():
        SignInFailure.update(at=failure.at - timedelta(seconds=seconds)).where(
            SignInFailure.id == failure.id
        ).execute()


def test_the_right_pictures_let_in(awa):
    assert signing_in.try_pictures(awa, awa.pictures.split(), PHONE) == SignedIn(awa)


def test_the_order_of_the_pictures_counts(awa):
    assert tried_wrong(awa, 1) == [Refused(0, too_soon=False)]


def test_two_slips_cost_nothing_the_third_a_wait(awa):
    assert [one.wait_seconds for one in tried_wrong(awa, 4)] == [0, 0, 10, 10]
    assert signing_in.wait_seconds(awa, PHONE) == 10


def test_during_the_wait_even_the_right_pictures_are_not_looked_at(awa):
    tried_wrong(awa, 3)

    assert signing_in.try_pictures(awa, awa.pictures.split(), PHONE) == Refused(10, too_soon=True)


def test_after_the_wait_the_right_pictures_let_in_and_all_is_forgotten(awa):
    tried_wrong(awa, 3)
    later(10)

    assert isinstance(signing_in.try_pictures(awa, awa.pictures.split(), PHONE), SignedIn)
    assert SignInFailure.select().count() == 0


def test_one_phone_trying_every_child_waits(awa, moussa, box):
    for learner in (awa, moussa, box.learner("Élimane")):
        tried_wrong(learner, 1)

    assert signing_in.wait_seconds(box.learner("Fatou"), PHONE) == 10
    assert signing_in.wait_seconds(box.learner("Fatou"), OTHER_PHONE) == 0


def test_many_phones_trying_one_child_wait(awa):
    for number in range(3):
        tried_wrong(awa, 1, f"10.42.0.{number}")

    assert signing_in.wait_seconds(awa, "10.42.0.99") == 10


def test_waits_grow_to_a_minute_and_no_more(awa):
    waits = []
    for _ in range(9):
        waits.append(tried_wrong(awa, 1)[0].wait_seconds)
        later(waits[-1])

    assert waits == [0, 0, 10, 20, 40, 60, 60, 60, 60]


def test_failures_of_a_clock_that_was_ahead_do_not_lock_a_child_out(awa):
    tried_wrong(awa, 3)
    later(-(10**8))

    assert signing_in.wait_seconds(awa, PHONE) == 0


def test_who_opens_her_own_door_gains_no_tries_at_anothers(awa, moussa):
    for _ in range(2):
        tried_wrong(awa, 2)
        signing_in.try_pictures(moussa, moussa.pictures.split(), PHONE)

    assert signing_in.wait_seconds(awa, PHONE) > 0


def test_a_pupils_own_code_gains_no_tries_of_the_technicians(awa):
    for number in range(3):
        signing_in.try_technician_code(f"1111 111{number}", PHONE)
        signing_in.try_pictures(awa, awa.pictures.split(), PHONE)

    assert signing_in.technician_wait_seconds(PHONE) == 30


def test_one_phone_alone_keeps_nobody_else_out(awa):
    for _ in range(9):
        later(tried_wrong(awa, 1)[0].wait_seconds)
        signing_in.try_technician_code("1111 1111", PHONE)
        later(300)
    tried_wrong(awa, 1)

    assert signing_in.wait_seconds(awa, PHONE) > 0
    assert isinstance(signing_in.try_pictures(awa, awa.pictures.split(), OTHER_PHONE), SignedIn)
    assert signing_in.technician_wait_seconds(OTHER_PHONE) == 0


def test_many_phones_keep_an_adult_out_for_a_minute_at_most(box):
    for number in range(9):
        signing_in.try_password("M. Diouf", "je devine", f"10.42.0.{number}")
        later(60)
    signing_in.try_password("M. Diouf", "je devine", "10.42.0.9")

    refused = signing_in.try_password("M. Diouf", "la vraie", "10.42.0.99")

    assert refused == Refused(60, too_soon=True)


def test_the_technician_enters_with_or_without_the_space(box):
    assert signing_in.try_technician_code(CODE, PHONE) == SignedIn(None)
    assert signing_in.try_technician_code("4821 0937", PHONE) == SignedIn(None)


def test_wrong_technician_codes_wait_longer(box):
    tries = [signing_in.try_technician_code("1111 1111", PHONE) for _ in range(4)]

    assert [one.wait_seconds for one in tries] == [0, 0, 30, 30]
    assert signing_in.try_technician_code(CODE, PHONE) == Refused(30, too_soon=True)


def test_a_box_without_a_school_has_no_technician(empty_box):
    assert isinstance(signing_in.try_technician_code("", PHONE), Refused)


def test_a_guest_can_learn_and_is_erased_after_a_day(box, awa):
    guest = signing_in.new_guest("fr")
    asked = attempts.begin(guest, "region/maths/numbers/adding", "fr")
    attempts.answer(asked, {"answer": ["90"]}, 1)
    Learner.update(created_at=now() - timedelta(days=2)).where(Learner.id << [guest.id, awa.id]).execute()

    newer = signing_in.new_guest("fr")

    assert newer.id != guest.id, "the cookie of the first guest would be the second's"
    assert Learner.get_or_none(Learner.id == guest.id) is None
    assert (Question.select().count(), Attempt.select().count()) == (0, 0)
    assert Learner.get_or_none(Learner.id == awa.id) is not None


def test_two_guests_of_one_moment_are_two(box):
    assert signing_in.new_guest("fr").id != signing_in.new_guest("ar").id


def test_a_script_that_makes_guests_fills_no_card(box, awa, monkeypatch):
    monkeypatch.setattr(signing_in, "GUESTS_AT_MOST", 3)

    guests = [signing_in.new_guest("fr").id for _ in range(10)]

    left = Learner.select(Learner.id).where(Learner.school_class.is_null()).order_by(Learner.id)
    assert [one.id for one in left] == guests[-3:]
    assert Learner.get_or_none(Learner.id == awa.id) is not None
