"""Rédiger: the form, the page, the proposals."""
