"""What a manager reads first."""
