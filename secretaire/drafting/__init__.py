"""Compose an act from its type and fields; the pen proposes prose; the engine runs in a child process."""
