"""« Parapheur »: acts sent on a stick, answers brought back, decisions taken on paper."""
