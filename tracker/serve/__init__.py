"""The store over HTTP and over the Model Context Protocol: questions that only read, for people and for programs."""
