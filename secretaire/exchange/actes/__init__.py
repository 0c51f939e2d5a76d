"""What leaves for the prefecture: its classification, the names and the message that the @ctes programme wants."""
