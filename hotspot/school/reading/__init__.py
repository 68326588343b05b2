"""What a teacher reads of a class, a learner, a skill: a few queries each, no marks."""
