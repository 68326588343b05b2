"""The life of a learner and of a class at the school: coming, moving, leaving, ending."""
