"""DOCX to text: paragraphs with their automatic numbers, tables as rows."""
