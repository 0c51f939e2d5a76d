"""« À relire »: what whoever decides is told beside the act, and the remarks they leave at a passage."""
