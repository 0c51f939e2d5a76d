"""The language model, kept in a child process that speaks JSON lines on its pipes."""
