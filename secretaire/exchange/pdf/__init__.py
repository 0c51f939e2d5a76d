"""A PDF without LibreOffice: our Word documents read as plain pages to draw, by whoever can draw."""
