"""The recording of a meeting turned into text on this PC, in a child process; the text is a source for notes, no more."""
