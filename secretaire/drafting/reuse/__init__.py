"""Starting from an old act: its type, its values for the form, what it shares with the new one, the habits of the commune."""
