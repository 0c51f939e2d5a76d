"""Checks of an act, one module per family: an Act in, Findings out. Pure."""
