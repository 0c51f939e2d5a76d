"""« Droit »: the state of the law that the references are judged by, a newer one brought on a USB stick, one article."""
