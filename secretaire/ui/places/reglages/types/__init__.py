"""The page of the act types."""
