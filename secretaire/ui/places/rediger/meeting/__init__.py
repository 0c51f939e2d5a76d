"""The meeting of a deliberation, and its vote."""
