"""What a source lists: list pages, JSON and record sets, feeds, single pages, folders; pure, without network."""
