"""PDF to text: letters to lines, lines to paragraphs and tables, pages in their reading order."""
