"""The review of a parapheur on another PC: no workspace is needed."""
