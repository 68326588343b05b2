"""One line on a teacher's first page: new lessons are coming, or have come."""

from datetime import timedelta

from flask import g

from exchange.messenger import LastWord, read_last_word
from hotspot.content import catalogue, installer
from hotspot.pages.box.sync_words import left_words
from hotspot.pages.days import day_words
from hotspot.pages.language import translate as _
from hotspot.settings import Settings
from runtime.clock import displayed

NEW_FOR = timedelta(days=7)


def coming_words(settings: Settings) -> str:
    """Return what a teacher is told of new lessons, "" when there is nothing to tell."""
    word = read_last_word(settings.data_folder)
    if word.coming and word.stage == "media":
        return _(
            "Les nouvelles leçons sont là. Leurs sons et leurs vidéos arrivent encore : %(left)s.",
            left=left_words(word),
        )
    if word.coming and left_words(word):
        return _("De nouvelles leçons arrivent dans la boîte : encore %(left)s.", left=left_words(word))
    if word.coming:
        return _("De nouvelles leçons arrivent dans la boîte.")
    return _come(settings, word)


def _come(settings: Settings, word: LastWord) -> str:
    """Return since when the messenger's last edition is shown, for a week."""
    if not g.get("edition_is_here") or word.shown != catalogue.edition():
        return ""
    at = installer.installed_at(settings)
    if at is None or not timedelta() <= displayed().time - at <= NEW_FOR:
        return ""
    return _("De nouvelles leçons sont dans la boîte depuis %(day)s.", day=day_words(at.astimezone().date()))
