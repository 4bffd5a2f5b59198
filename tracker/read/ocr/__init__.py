"""Text recognition of scans and pictures: an extra, which works without the network."""
