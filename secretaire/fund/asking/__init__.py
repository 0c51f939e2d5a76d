"""Answers to questions, from the passages of the fund, or « non trouvé »."""
