"""Actes: the life of each act, and the view of the mayor."""
