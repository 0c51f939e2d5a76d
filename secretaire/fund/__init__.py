"""The documents of the commune: reading, catalogue of texts, index, search. Never writes to the files of the commune."""
