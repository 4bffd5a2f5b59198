"""Steps applied to a text: the new text, and what became of every step."""
