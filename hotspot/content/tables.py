"""Every table of catalogue.db, on one page. It is built from the store in one go and never changed after.

The columns are what is searched; beside them stands, as JSON, what a list (`card`) or a page (`document`)
shows.
"""

from typing import Any

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
    register = TextField()  # Register
    bulletin = TextField()  # Bulletin
    parameters_sha256 = CharField()  # "" when the edition brings none


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
    audience = CharField()  # learner, teacher
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


class FindingRow(Table):
    """A parcours, a module or a grain, as a search shows it. Numbers count from 0 without a gap."""

    number = IntegerField(
        primary_key=True
    )  # parcours first, then modules, then grains, in the country's order
    facet = IntegerField()  # number of a FacetRow
    card = TextField()  # Found


class FacetRow(Table):
    """A subject, kind, years and languages that some findings have in common; numbers count from 0."""

    number = IntegerField(primary_key=True)
    card = TextField()  # FacetCard


class FindingText(Table):
    """The words of each finding, folded: one table of FTS5, which keeps where words are, not the texts."""

    rowid = IntegerField(primary_key=True)  # number of the FindingRow
    title = TextField()  # in all languages
    body = TextField()  # all else that it says
    stem = TextField()  # the stems of both


# Words are cut at spaces only: folding has left nothing else. Beginnings of 2 and 3 letters have an index.
CREATE_FINDING_TEXT = """
    CREATE VIRTUAL TABLE finding_text
    USING fts5(title, body, stem, content = '', tokenize = 'ascii', prefix = '2 3')
"""
PACK_FINDING_TEXT = "INSERT INTO finding_text(finding_text) VALUES('optimize')"  # one tree instead of many


class WordRow(Table):
    """A word of titles and texts, to find the one that was meant by what was typed."""

    folded = TextField(primary_key=True)
    written = TextField()  # as it is written most often: "énergie"
    weight = IntegerField()  # how often it comes; in a title it counts ten times

    class Meta:
        """Read by its key only: no second tree for row numbers."""

        without_rowid = True


class MediaRow(Table):
    """A file that the pages of this edition ask for."""

    sha256 = CharField(primary_key=True)
    mime = CharField()
    name = CharField()
    bytes = IntegerField()


class AwaitedRow(Table):
    """Sound or video of this edition that was not here when the catalogue was built: nothing shows it."""

    sha256 = CharField(primary_key=True)


TABLES = (  # but FindingText, which CREATE_FINDING_TEXT makes
    EditionRow,
    ParcoursRow,
    ModuleRow,
    ModuleInParcours,
    GrainRow,
    GrainLanguage,
    SkillRow,
    FindingRow,
    FacetRow,
    WordRow,
    MediaRow,
    AwaitedRow,
)


def ask(sql: str, *values: str | float) -> list[tuple[Any, ...]]:
    """Return the rows of a query in plain SQL: where peewee would write longer than SQLite looks."""
    rows: list[tuple[Any, ...]] = database.execute_sql(sql, values).fetchall()  # type: ignore[no-untyped-call]
    return rows
