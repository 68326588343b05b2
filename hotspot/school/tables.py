"""The tables of school.db: people and attempts here, what adults do in adult_tables.py.

Times are UTC; the rules are indexes and triggers in migrations/.

Attempts are written once: a trigger refuses to change one, and to erase one otherwise than with its learner.
"""

from secrets import token_hex

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.sqlite_ext import AutoIncrementField  # type: ignore[import-untyped]

from runtime.database import UtcField, durable_database

database = durable_database()


class Table(Model):
    """What the tables share: the file they are in."""

    class Meta:
        """Where the tables are."""

        database = database
        legacy_table_names = False


class School(Table):
    """The school that this box is in: one row."""

    id = AutoField()
    name = CharField()
    town = CharField()
    country = CharField()  # as in the edition: "sn"
    technician_code = CharField()  # hotspot/school/codes.py tells its form
    identity = CharField(default=lambda: token_hex(8))  # of this school for ever, on whichever box it is
    language = CharField(default="fr")  # that adults and new learners begin with
    calendar = TextField(default="")  # JSON: the school's own days without school; "": the country's


class SchoolClass(Table):
    """A class. `year` is the year of schooling, as in exchange/documents.py."""

    id = AutoField()
    name = CharField(unique=True)  # of one that is archived, with its school year: "CI, 2026-2027"
    year = IntegerField()
    archived_at = UtcField(null=True)


class Learner(Table):
    """A pupil of a class, or a guest (without a class, erased after a day)."""

    id = AutoField()
    school_class = ForeignKeyField(SchoolClass, null=True, backref="learners")
    school_class_id: int | None
    first_name = CharField()
    number = IntegerField()  # in the class, from 1: gives the face
    pictures = CharField()  # the code, a name tag and not a password: "mango drum sun"
    face = IntegerField()  # 1 to 12
    skin = IntegerField()  # 1 to 6
    cloth = IntegerField()  # 1 to 6
    language = CharField()  # of the pages and, where there is a choice, of the lessons
    created_at = UtcField()
    sex = CharField(default="")  # girl, boy; "": nobody has said
    left_at = UtcField(null=True)  # when the learner left the school

    class Meta:
        """A code opens one door of a class."""

        indexes = ((("school_class", "number"), True), (("school_class", "pictures"), True))


class Teacher(Table):
    """An adult of the school, with a password; without a hash, one who cannot sign in."""

    id = AutoField()
    name = CharField()
    called = CharField(unique=True)  # the name folded: so it is looked for at the door
    role = CharField(default="teacher")  # head, teacher, technician
    password_hash = CharField(null=True)
    learner = ForeignKeyField(Learner, null=True)  # who the teacher is where he learns himself
    learner_id: int | None


class Sitting(Table):
    """A learner sits down with the tutor, and gets up; its questions know it."""

    id = AutoField()
    learner = ForeignKeyField(Learner, backref="sittings", on_delete="CASCADE")
    learner_id: int
    kind = CharField()  # today, free, placement
    scope = CharField(default="")  # free: the skill that the learner chose
    second = IntegerField()  # of the tutor's time, when it began
    ended = BooleanField(default=False)
    level = IntegerField(null=True)  # placement: the year of schooling that it found


class Question(Table):
    """A question that was asked, with all that is needed to draw the very same again.

    It stands in a set of exercises (`grain`), or in a sitting, whose number is `set_number` then.
    """

    id = AutoField()
    learner = ForeignKeyField(Learner, backref="questions", on_delete="CASCADE")
    learner_id: int
    grain = CharField()  # "" in a sitting
    skill = CharField()
    exercise = CharField()
    skill_document = CharField()  # SHA-256
    country_document = CharField()  # SHA-256
    band = IntegerField()
    seed = IntegerField()
    language = CharField()
    set_number = IntegerField()  # how often the learner began this grain, from 1
    position = IntegerField()  # in the set, from 1
    asked_at = UtcField()
    hints_asked = IntegerField(default=0)
    hint_came_first = BooleanField(default=False)  # a hint was asked before the first answer
    sitting = ForeignKeyField(Sitting, null=True, backref="questions")
    sitting_id: int | None
    purpose = CharField(default="parcours")  # learning/tutor/answers.py names them
    reason = CharField(default="")  # of the tutor's choice: "easier:forgets-the-carry"
    chance = FloatField(null=True)  # of a right answer, as the tutor saw it
    example_first = BooleanField(default=False)  # a worked example was shown before it


class Attempt(Table):
    """An answer as it was given. `running_number` only grows, whatever the clock says; none is used twice."""

    running_number = AutoIncrementField()
    question = ForeignKeyField(Question, backref="attempts", on_delete="CASCADE")
    question_id: int
    try_number = IntegerField()  # from 1
    answer = TextField()  # JSON, the form fields as they came
    verdict = CharField()  # right, near, wrong
    say = TextField()  # what the child was told: a later version may say it otherwise
    misconception = CharField()
    answered = TextField()  # the answer as it was repeated to the child
    made_at = UtcField()
    boot_id = CharField()
    sent_as = CharField(null=True)  # the id that the phone made for it; none came with a plain form
    second = IntegerField(null=True)  # of the tutor's time; None: given before there was a tutor
    took = IntegerField(null=True)  # seconds since the question was asked
    policy = CharField(null=True)  # the version of the tutor's policy
    counts = BooleanField(default=True)  # False: faster than the question can be read

    class Meta:
        """An answer that comes twice for the same try, or under the same id, is one answer."""

        indexes = ((("question", "try_number"), True), (("question", "sent_as"), True))


class GrainDone(Table):
    """A grain that a learner has finished, and when last."""

    id = AutoField()
    learner = ForeignKeyField(Learner, backref="done", on_delete="CASCADE")
    grain = CharField()
    done_at = UtcField()
    first_done_at = UtcField()

    class Meta:
        """Done again is the same row."""

        indexes = ((("learner", "grain"), True),)


class SkillState(Table):
    """What the tutor knows of a learner on a skill, or in general (skill ""); made anew from the answers.

    `made_with` names the graph and the numbers that it was made with.
    """

    learner = ForeignKeyField(Learner, backref="states", on_delete="CASCADE")
    learner_id: int
    skill = CharField()
    made_with = CharField()
    kept = BlobField()

    class Meta:
        """Read by its key only: no second tree for row numbers."""

        primary_key = CompositeKey("learner", "skill")
        without_rowid = True


class StuckNotice(Table):
    """A learner rests from a skill, and the teacher is told; she closes it."""

    id = AutoField()
    learner = ForeignKeyField(Learner, backref="stuck", on_delete="CASCADE")
    learner_id: int
    skill = CharField()
    day = IntegerField()  # of the tutor's time
    closed_as = CharField(null=True)  # seen, helped
    closed_day = IntegerField(null=True)
    closed_by = CharField(null=True)  # the name that a teacher gave

    class Meta:
        """Once a day."""

        indexes = ((("learner", "skill", "day"), True),)


class SignInFailure(Table):
    """A code that was wrong: kept an hour, so that whoever tries many waits longer and longer."""

    id = AutoField()
    door = CharField()  # "learner:12" or "technician"
    device = CharField()
    at = UtcField()


class Consent(Table):
    """A phone that has tapped the button of the signpost: hotspot/school/consents.py."""

    device = CharField(primary_key=True)  # its MAC, or "ip:10.42.0.7" where it has no lease
    since = UtcField()
    network = CharField(default="")  # the name of the Wi-Fi that it was given on


TABLES = (
    *(School, SchoolClass, Learner, Teacher, Sitting, Question, Attempt, GrainDone),
    *(SkillState, StuckNotice, SignInFailure, Consent),
)
