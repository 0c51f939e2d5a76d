"""Legal references: parse them, look them up at a date, name their successor. Pure, over a dated snapshot."""
