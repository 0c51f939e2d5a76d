"""The sheet: an act shown as it will be printed, editable in place or only read."""
