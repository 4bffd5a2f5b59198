"""Which provision became which."""
