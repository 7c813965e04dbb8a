"""What drives the cost, which case is cheaper, and what to do first."""
