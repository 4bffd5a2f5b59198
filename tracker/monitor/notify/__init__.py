"""Telling what happened: signed webhooks and Apprise's channels, each on its own, until they take it."""
