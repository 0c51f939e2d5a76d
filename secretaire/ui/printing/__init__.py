"""PDF drawn by Qt, for who has no LibreOffice."""
