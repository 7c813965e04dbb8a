"""What a viewer wanted and cannot have, as a sentence for them."""


class Refused(ValueError):  # noqa: N818  it is said to people, not to programs
    """The page stays as it was, and the text of this says why in the viewer's language."""
