from hypothesis import settings

# A slow machine is not a mistake: properties have no time limit of their own.
settings.register_profile("school", deadline=None)
settings.load_profile("school")
