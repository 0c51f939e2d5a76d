"""Find pieces by words: the index, the ranking, the passages."""
