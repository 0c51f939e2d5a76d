"""The form of an act type: one editor per field."""
