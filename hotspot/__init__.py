"""The box in the classroom: what pupils, teachers and technicians reach with a phone."""
