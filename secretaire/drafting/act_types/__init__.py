"""The act types: reading their files, what is wrong in them, what a commune changes, the catalogue."""
