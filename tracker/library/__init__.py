"""What a store means: works, versions, references, consolidated texts, and the index that answers quickly."""
