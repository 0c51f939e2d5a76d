"""What an act is: its type, sections, spans with their origin, numbering and life cycle. Pure."""
