"""What a viewer looks at: the case, its address, and the estimates kept for it."""
