"""The JSON of every result (contract §3 to §7): values to JSON and back."""
