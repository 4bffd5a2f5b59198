"""What the action and the workflows run: the check told to GitHub, its one comment, the monitor's pull request."""
