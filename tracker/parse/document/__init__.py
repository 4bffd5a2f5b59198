"""The lines of a document to its instruments and their provisions."""
