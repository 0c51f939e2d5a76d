"""The pen: notes of the secretary in, checked prose out."""
