"""The tables of school.db for what adults do: their turns, their classes, what they give and tell."""

from peewee import AutoField, CharField, CompositeKey, ForeignKeyField, IntegerField, TextField

from hotspot.school.tables import Learner, SchoolClass, Table, Teacher
from runtime.database import UtcField


class ClassTeacher(Table):
    """A class is a teacher's; it may have several."""

    school_class = ForeignKeyField(SchoolClass, on_delete="CASCADE")
    school_class_id: int
    teacher = ForeignKeyField(Teacher, on_delete="CASCADE")
    teacher_id: int

    class Meta:
        """Once."""

        primary_key = CompositeKey("school_class", "teacher")
        without_rowid = True


class Turn(Table):
    """An adult who has signed in on a phone: hotspot/school/adults/turns.py."""

    token_hash = CharField(primary_key=True)
    teacher = ForeignKeyField(Teacher, null=True, on_delete="CASCADE")  # None: by the technician's code
    teacher_id: int | None
    seen = IntegerField()  # when last, in seconds of the running clock


class LearnerGroup(Table):
    """Some learners of a class who work together, by need."""

    id = AutoField()
    school_class = ForeignKeyField(SchoolClass, on_delete="CASCADE")
    school_class_id: int
    name = CharField()
    skill = CharField()  # that they work on; "" for none
    made_at = UtcField()


class GroupMember(Table):
    """A learner is in a group."""

    learner_group = ForeignKeyField(LearnerGroup, backref="members", on_delete="CASCADE")
    learner_group_id: int
    learner = ForeignKeyField(Learner, on_delete="CASCADE")
    learner_id: int

    class Meta:
        """Once."""

        primary_key = CompositeKey("learner_group", "learner")
        without_rowid = True


class Assignment(Table):
    """What a class has to do, or one group of it, or one learner."""

    id = AutoField()
    kind = CharField()  # parcours, module, skill
    content = CharField()  # its id in the catalogue
    school_class = ForeignKeyField(SchoolClass, on_delete="CASCADE")
    school_class_id: int
    learner_group = ForeignKeyField(LearnerGroup, null=True, on_delete="CASCADE")
    learner_group_id: int | None
    learner = ForeignKeyField(Learner, null=True, on_delete="CASCADE")
    learner_id: int | None
    position = IntegerField()  # among the class's, from 1
    due_on = CharField(null=True)  # the last day: "2026-12-04"
    given_by = CharField()  # a name
    given_at = UtcField()


class AssignmentOpened(Table):
    """A learner has opened what was given."""

    assignment = ForeignKeyField(Assignment, on_delete="CASCADE")
    assignment_id: int
    learner = ForeignKeyField(Learner, on_delete="CASCADE")
    learner_id: int
    opened_at = UtcField()

    class Meta:
        """The first time counts."""

        primary_key = CompositeKey("assignment", "learner")
        without_rowid = True


class Notice(Table):
    """What the school tells on its front page, until the end of a day."""

    id = AutoField()
    title = CharField()
    text = TextField()
    until = CharField()  # the last day: "2026-12-04"
    written_by = CharField()  # a name
    written_at = UtcField()


class Certificate(Table):
    """A teacher has finished a parcours for teachers."""

    id = AutoField()
    teacher = ForeignKeyField(Teacher, on_delete="CASCADE")
    teacher_id: int
    parcours = CharField()
    number = CharField(unique=True)  # exchange/certificates.py
    given_on = CharField()  # the day that people were shown: "2026-12-04"
    name = CharField()  # the teacher's, the school's and the parcours' (JSON, by language) on that day
    school = CharField()
    title = TextField()

    class Meta:
        """One for each parcours."""

        indexes = ((("teacher", "parcours"), True),)


class LearnerMerged(Table):
    """Two rows of one child became one: hotspot/school/life/merging.py."""

    gone = IntegerField(primary_key=True)
    gone_created_at = UtcField()  # as in its row: to erase it too, should an older file bring it back
    kept = ForeignKeyField(Learner, on_delete="CASCADE")
    kept_id: int
    merged_at = UtcField()


class CodeMissed(Table):
    """How often a wrong code was tried at a learner's door, each day of the tutor."""

    learner = ForeignKeyField(Learner, on_delete="CASCADE")
    learner_id: int
    day = IntegerField()
    times = IntegerField()

    class Meta:
        """A row a day."""

        primary_key = CompositeKey("learner", "day")
        without_rowid = True


class YearBegun(Table):
    """A school year has ended and all classes have moved up: once."""

    id = AutoField()
    ended = CharField(unique=True)  # "2026-2027"
    begun_at = UtcField()
    before = TextField()  # JSON: the classes as they were, and as they became
    after = TextField()


ADULT_TABLES = (
    *(ClassTeacher, Turn, LearnerGroup, GroupMember, Assignment, AssignmentOpened, Notice, Certificate),
    *(LearnerMerged, CodeMissed, YearBegun),
)
