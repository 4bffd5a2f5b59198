"""What a change to a store means, and what one's own texts cite (contract §7)."""
