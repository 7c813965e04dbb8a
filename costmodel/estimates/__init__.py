"""The straight line from assumptions to an estimate, and its money by period."""
