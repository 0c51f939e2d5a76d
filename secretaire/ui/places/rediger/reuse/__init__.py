"""Starting from an old act, as it is seen: the choice of the type, the offers under the fields, the two acts compared."""
