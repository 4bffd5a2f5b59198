"""How the words of a rule came to stand as they do: its texts in order, what each became, who wrote what."""
