"""The help: the guides, read and searched beside the work."""
