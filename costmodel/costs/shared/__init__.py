"""Formulas that two cost categories need."""
