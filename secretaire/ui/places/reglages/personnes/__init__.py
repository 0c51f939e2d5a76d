"""« Personnes »: who writes, who decides and within which limits, and their codes."""
