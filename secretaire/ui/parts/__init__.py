"""Small widgets used by several places."""
