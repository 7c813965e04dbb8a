"""The kinds of values that every room speaks of: an array with a sample axis."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]  # shape (samples,), or (1,) in the likeliest case
