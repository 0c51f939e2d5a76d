"""Cut the text of a document into pieces and read what each says of itself. Pure: no file, no database."""
