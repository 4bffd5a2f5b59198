"""How alike texts are, and which of many go together: subsequences, sketches, chains, assignments."""
