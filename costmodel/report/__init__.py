"""An estimate on paper: its figures, tables and sentences as HTML, PDF and Excel."""
