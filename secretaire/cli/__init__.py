"""The command line: a contract in French, over the same use cases as the window."""
