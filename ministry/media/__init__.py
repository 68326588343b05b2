"""The media of the catalogue: drawings, comic, sounds, film and sheets, made again by one command."""
