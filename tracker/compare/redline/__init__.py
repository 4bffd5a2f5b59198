"""The redline of two texts: exact on characters, shown on words."""
