"""What Chinese official text looks like: numerals, labels, dates, numbers of documents, kinds, bodies, titles."""
