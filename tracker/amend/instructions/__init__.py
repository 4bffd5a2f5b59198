"""An amending decision as steps: its instructions read."""
