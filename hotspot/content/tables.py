"""Every table of catalogue.db, on one page. It is built from the store in one go and never changed after.

The columns are what is searched; beside them stands, as JSON, what a list (`card`) or a page (`document`)
shows.
"""

from peewee import CharField, CompositeKey, IntegerField, Model, SqliteDatabase, TextField

database = SqliteDatabase(None, autoconnect=False)  # a box without an edition has no file to open by chance


class Table(Model):
    """What the tables share: the file they are in."""

    class Meta:
        """Where the tables are."""

        database = database
        legacy_table_names = False


class EditionRow(Table):
    """The one edition that this catalogue was built from."""

    country = CharField()  # as in the edition: "sn"
    edition = CharField()  # "2026.1"
    document = TextField()  # Edition
    country_document = TextField()  # Country
    country_sha256 = CharField()


class ParcoursRow(Table):
    """A parcours of the country. `rank` is its place in the country's list."""

    id = CharField(primary_key=True)
    rank = IntegerField()
    year = IntegerField(index=True)
    card = TextField()  # ParcoursCard


class ModuleRow(Table):
    """A module as the country wants it: its own titles, without what it hides; HTML cleaned again."""

    id = CharField(primary_key=True)
    card = TextField()  # ModuleCard
    document = TextField()  # Module


class ModuleInParcours(Table):
    """Which parcours leads through which module, in what order. A module is of the years of its parcours."""

    parcours = CharField()
    module = CharField(index=True)
    rank = IntegerField()
    year = IntegerField(index=True)

    class Meta:
        """A parcours passes once through a module."""

        primary_key = CompositeKey("parcours", "module")


class GrainRow(Table):
    """A grain. `rank` is its place in the whole catalogue, as the parcours lead."""

    id = CharField(primary_key=True)
    rank = IntegerField(index=True)
    module = CharField(index=True)
    kind = CharField(index=True)
    subject = CharField(index=True)
    card = TextField()  # GrainCard


class GrainLanguage(Table):
    """A language in which a grain can be had."""

    grain = CharField()
    language = CharField(index=True)

    class Meta:
        """Once each."""

        primary_key = CompositeKey("grain", "language")


class SkillRow(Table):
    """A skill, by its name."""

    id = CharField(primary_key=True)
    card = TextField()  # SkillCard


class TitleRow(Table):
    """The titles of a parcours, a module or a grain in all languages, without accents, to be found again."""

    id = CharField(primary_key=True)
    rank = IntegerField()  # parcours first, then modules, then grains
    folded = CharField()
    card = TextField()  # Found


class MediaRow(Table):
    """A file that the pages of this edition ask for."""

    sha256 = CharField(primary_key=True)
    mime = CharField()
    name = CharField()
    bytes = IntegerField()


TABLES = (
    EditionRow,
    ParcoursRow,
    ModuleRow,
    ModuleInParcours,
    GrainRow,
    GrainLanguage,
    SkillRow,
    TitleRow,
    MediaRow,
)
