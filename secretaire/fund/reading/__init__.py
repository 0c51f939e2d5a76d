"""Read files, each format by its reader, in a child process."""
