"""Secrétaire: drafting of French municipal acts, on one PC, offline."""

__version__ = "0.1.0"
