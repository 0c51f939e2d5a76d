"""Documents that leave the application: DOCX."""
