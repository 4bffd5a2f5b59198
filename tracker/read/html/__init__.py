"""HTML to text: the main text of a page without what stands around it."""
