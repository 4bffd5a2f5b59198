"""Flattened text: compilations whose line feeds became blanks."""
