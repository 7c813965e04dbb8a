"""Forms, faults and papers of the workshop."""
