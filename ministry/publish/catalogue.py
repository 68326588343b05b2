"""What has been read of the catalogue: the documents by id, and the sheet of each."""

from dataclasses import dataclass, field

from exchange.documents import Country, Module, News, Parameters, Skill, Text, Word
from ministry.publish.sheets import Sheet


@dataclass
class Catalogue:
    """The region and the countries asked for. Ids are known even where a file could not be read."""

    skill_ids: set[str] = field(default_factory=set)
    module_ids: set[str] = field(default_factory=set)
    skills: dict[str, Skill] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    countries: dict[str, Country] = field(default_factory=dict)
    words: dict[str, dict[str, Word]] = field(default_factory=dict)  # "foods" → slug → word
    misconceptions: dict[str, Text] = field(default_factory=dict)  # slug → how a teacher calls it
    moved: dict[str, tuple[str, ...]] = field(default_factory=dict)  # skill that is no more → its heirs
    news: dict[str, tuple[News, ...]] = field(default_factory=dict)  # by country
    parameters: dict[str, Parameters] = field(default_factory=dict)  # "region", "sn" → of the tutor
    sheets: dict[str, Sheet] = field(default_factory=dict)  # id of skill, module, parcours, country → sheet


def owner_of(identity: str) -> str:
    """Return whose file an id comes from: "region", "sn"."""
    return identity.partition("/")[0]


def may_name(owner: str, identity: str) -> bool:
    """Say whether an owner's file may name this id: its own or the region's."""
    return owner_of(identity) in (owner, "region")
