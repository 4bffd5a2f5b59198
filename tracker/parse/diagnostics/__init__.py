"""What a reader should know of a parsed issue."""
