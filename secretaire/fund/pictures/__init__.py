"""The pages as they look: their picture for the window, with the passage marked, and the text recognised on scans.

`PagePictures` and `Recognition` are used by the application; each owns a child process, the only place where pdfium,
Pillow and Tesseract meet the files of others.
"""
