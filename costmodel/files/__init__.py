"""From YAML or a workbook to checked assumptions, and back to a scenario file."""
