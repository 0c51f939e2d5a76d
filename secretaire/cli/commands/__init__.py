"""One module a family of commands; each declares its options and runs its use case."""
