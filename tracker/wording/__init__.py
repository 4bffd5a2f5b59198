"""The Chinese and English words of all that is told to a person."""
