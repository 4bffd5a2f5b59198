"""Where the documents of an issue begin: contents list, masthead, heads, printed lines."""
