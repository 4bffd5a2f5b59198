"""What a source lists: lists of pages, JSON and record sets, feeds, single pages, folders. All of it pure: no network."""
