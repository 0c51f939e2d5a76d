"""The acts that travel on a stick to whoever decides, and the answer that comes back (docs/parapheur.md)."""
