"""The exact nodes of the PERTs that the shipped assumptions hold, stored in the package: written anew by this script.

Stored nodes spare a start the loading of SciPy. Nothing depends on them but time: a PERT that is not among them is
computed, to the same bits. Run ``python -m tests.beliefs.beta_nodes`` after a shipped PERT has got another place.
"""

import numpy as np

import costmodel as cm
from costmodel.beliefs.shapes.pert import STORED, Pert, beta_parameters, exact_nodes
from costmodel.typing import Array


def shipped() -> list[tuple[float, float]]:
    """The parameters of every PERT in the baseline and in each scenario, in order."""
    found = set()
    for scenarios in [[], *([name] for name in cm.scenarios())]:
        assumptions = cm.load(scenarios=scenarios)
        shapes = (assumptions[name].distribution for name in assumptions.uncertain)
        found |= {beta_parameters(*shape.numbers) for shape in shapes if isinstance(shape, Pert)}
    return sorted(found)


def nodes() -> Array:
    """A row for each of them: alpha, beta, log of the beta function, nodes."""
    rows = []
    for alpha, beta in shipped():
        below, above, log_beta = exact_nodes(alpha, beta)
        rows.append(np.concatenate([[alpha, beta, log_beta], below, above]))
    return np.array(rows)


if __name__ == "__main__":
    np.save(STORED, nodes())
