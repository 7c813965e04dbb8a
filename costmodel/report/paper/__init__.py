"""Papers to print: templates of a typesetter, the fonts they need, and how a PDF is made of them."""
