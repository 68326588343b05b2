"""The tutor on the box: what it knows of each learner, the sittings, the next question."""
