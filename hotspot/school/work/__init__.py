"""What teachers give to do, to a class, a group or one learner; and the groups by need."""
