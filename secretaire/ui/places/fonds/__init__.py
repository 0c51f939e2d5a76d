"""Fonds: the documents of the commune, read and searched."""
