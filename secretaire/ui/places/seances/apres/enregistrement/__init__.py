"""The recording of a meeting, a source for the notes."""
