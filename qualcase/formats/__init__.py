"""One module for each foreign format, read or written."""
