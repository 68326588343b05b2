"""Fill a Kolibri with the same resources as the box; read by `kolibri manage shell` from its standard input.

It uses Kolibri's own models, storage paths and annotation, as an import would. BENCH_FOLDER holds
resources.json (by benchmarks/kolibri.py) and film.mp4; what the loads need to know goes to kolibri.json.
"""

import hashlib
import io
import json
import os
import shutil
import zipfile
from pathlib import Path

from django.utils import timezone
from kolibri.core.auth.models import Classroom, Facility, FacilityUser
from kolibri.core.content.models import (
    AssessmentMetaData,
    ChannelMetadata,
    ContentNode,
    File,
    Language,
    LocalFile,
)
from kolibri.core.content.utils import paths
from kolibri.core.content.utils.annotation import set_channel_ancestors, update_content_metadata
from le_utils.constants.labels import learning_activities

FOLDER = Path(os.environ["BENCH_FOLDER"])
KINDS = {
    "lesson": ("document", learning_activities.READ),
    "document": ("document", learning_activities.READ),
    "video": ("video", learning_activities.WATCH),
    "exercises": ("exercise", learning_activities.PRACTICE),
}
QUESTIONS = 20
LEARNERS = 30


def name_of(*words):
    """Return an id of 32 hexadecimal digits that is always the same for the same words."""
    return hashlib.md5(" ".join(map(str, words)).encode()).hexdigest()


def stored(path, extension):
    """Copy a file into Kolibri's storage and return its row."""
    taken = hashlib.md5(path.read_bytes()).hexdigest()
    place = Path(paths.get_content_storage_file_path(f"{taken}.{extension}"))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, place)
    return LocalFile.objects.create(
        id=taken, extension=extension, available=True, file_size=path.stat().st_size
    )


def exercise_file(items):
    """Return a file of Khan questions, each a sum: 3 + 6, 4 + 7…"""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        model = {"type": "m_of_n", "m": 5, "n": 5}
        about = {"all_assessment_items": items, "mastery_model": model}
        file.writestr("exercise.json", json.dumps(about))
        for place, item in enumerate(items):
            file.writestr(f"{item}.json", json.dumps(question(place + 3)))
    path = FOLDER / "exercise.perseus"
    path.write_bytes(whole.getvalue())
    return stored(path, "perseus")


def question(number):
    """Return a question of Perseus with a field for a number."""
    right = {
        "value": 2 * number,
        "status": "correct",
        "message": "",
        "simplify": "required",
        "strict": False,
        "maxError": None,
    }
    options = {
        "static": False,
        "answers": [right],
        "size": "normal",
        "coefficient": False,
        "labelText": "",
        "rightAlign": False,
    }
    field = {
        "type": "numeric-input",
        "alignment": "default",
        "static": False,
        "graded": True,
        "options": options,
        "version": {"major": 0, "minor": 0},
    }
    tools = ("calculator", "chi2Table", "periodicTable", "tTable", "zTable")
    return {
        "question": {
            "content": f"Combien font {number} + {number} ?\n\n[[☃ numeric-input 1]]",
            "images": {},
            "widgets": {"numeric-input 1": field},
        },
        "answerArea": dict.fromkeys(tools, False),
        "itemDataVersion": {"major": 0, "minor": 1},
        "hints": [{"replace": False, "content": "Compte sur tes doigts.", "images": {}, "widgets": {}}],
    }


class Filling:
    """One channel with a topic for each subject and year, and the resources in them."""

    def __init__(self):
        self.french, _made = Language.objects.get_or_create(
            id="fr", defaults={"lang_code": "fr", "lang_name": "Français", "lang_direction": "ltr"}
        )
        self.items = [name_of("item", place) for place in range(QUESTIONS)]
        self.files = {
            "document": (stored(FOLDER / "sheet.pdf", "pdf"), "document"),
            "video": (stored(FOLDER / "film.mp4", "mp4"), "high_res_video"),
            "exercise": (exercise_file(self.items), "exercise"),
        }
        self.channel = name_of("channel")
        self.root = self.node(self.channel, "Programme", None, "topic")
        self.topics, self.exercise = {}, None

    def node(self, name, title, parent, kind, **more):
        """Make a node of the tree."""
        return ContentNode.objects.create(
            id=name,
            title=title,
            parent=parent,
            content_id=name_of("content", name),
            channel_id=self.channel,
            kind=kind,
            available=True,
            lang=self.french,
            **more,
        )

    def add(self, number, resource):
        """Add a resource under the topic of its subject and year."""
        kind, activity = KINDS[resource["kind"]]
        node = self.node(
            name_of("node", number),
            resource["title"],
            self.topic(resource["subject"], resource["year"]),
            kind,
            description=resource["body"],
            learning_activities=activity,
            sort_order=number,
            duration=resource["minutes"] * 60,
            license_name="CC BY-SA",
            license_owner="Imaginecole",
        )
        file, preset = self.files[kind]
        File.objects.create(
            id=name_of("file", number), local_file=file, contentnode=node, preset=preset, priority=1
        )
        if kind == "exercise":
            self.exercise = self.exercise or node
            AssessmentMetaData.objects.create(
                id=name_of("questions", number),
                contentnode=node,
                assessment_item_ids=self.items,
                number_of_assessments=QUESTIONS,
                mastery_model={"type": "m_of_n", "m": 5, "n": 5},
                randomize=True,
                is_manipulable=True,
            )

    def topic(self, subject, year):
        """Return the topic of a subject in a year, made when it is first asked for."""
        if (subject, year) not in self.topics:
            name = name_of("topic", subject, year)
            self.topics[subject, year] = self.node(name, f"{subject} {year}", self.root, "topic")
        return self.topics[subject, year]

    def publish(self):
        """Make the channel visible."""
        ChannelMetadata.objects.create(
            id=self.channel,
            name="Programme",
            version=1,
            min_schema_version="5",
            root=self.root,
            last_updated=timezone.now(),
        )
        update_content_metadata(self.channel, public=True)
        set_channel_ancestors(self.channel)


def learners():
    """Make a class of thirty, who need no password."""
    facility = Facility.objects.get()
    school_class = Classroom.objects.create(name="CM2", parent=facility)
    for number in range(LEARNERS):
        learner = FacilityUser(username=f"eleve{number:02}", full_name=f"Élève {number}", facility=facility)
        learner.set_password("NOT_SPECIFIED")
        learner.save()
        school_class.add_member(learner)
    return facility.id


filling = Filling()
for number, resource in enumerate(json.loads((FOLDER / "resources.json").read_text())):
    filling.add(number, resource)
filling.publish()
exercise = filling.exercise
known = {
    "facility": learners(),
    "film": paths.get_local_content_storage_file_url(filling.files["video"][0]),
    "node": exercise.id,
    "content": exercise.content_id,
    "channel": filling.channel,
    "items": filling.items,
}
(FOLDER / "kolibri.json").write_text(json.dumps(known))
