"""Agreement of coders as plain functions of arrays, for those who bring a table of their own.

from qualcase.coding import agreement

ratings, categories = agreement.from_values(table)  # a row a unit, a column a coder
found = agreement.alpha(ratings)                    # value, n, observed, expected, or why it is undefined
found.bootstrap(by=transcript_of_each_unit)         # an interval; found.se and found.interval() by formula
"""

from qualcase.coding.agreement.alignment import Gamma, gamma
from qualcase.coding.agreement.alphas import (
    Metric,
    SetMetric,
    alpha,
    alpha_of_sets,
    coincidences,
    distances,
    kalpha_bootstrap,
)
from qualcase.coding.agreement.coefficient import (
    DRAWS,
    FEW_CLUSTERS,
    NO_UNIT,
    NO_VARIATION,
    Coefficient,
    Interval,
)
from qualcase.coding.agreement.kappas import (
    brennan_prediger,
    cohen,
    cohen_null_se,
    conger,
    fleiss,
    fleiss_by_category,
    fleiss_null_se,
    gwet,
    holsti,
    kappa_max,
    light,
    percent,
    scott,
    specific,
)
from qualcase.coding.agreement.ratings import (
    from_counts,
    from_crosstab,
    from_values,
    prevalence,
)
from qualcase.coding.agreement.unitizing import (
    ONE_VALUE,
    Continuum,
    continuum,
    coverage,
    cu_alpha,
    ku_alpha,
    u_alpha,
    u_alpha_binary,
)
from qualcase.coding.agreement.weighting import Weighting, weights

__all__ = [
    "DRAWS",
    "FEW_CLUSTERS",
    "NO_UNIT",
    "NO_VARIATION",
    "ONE_VALUE",
    "Coefficient",
    "Continuum",
    "Gamma",
    "Interval",
    "Metric",
    "SetMetric",
    "Weighting",
    "alpha",
    "alpha_of_sets",
    "brennan_prediger",
    "cohen",
    "cohen_null_se",
    "coincidences",
    "conger",
    "continuum",
    "coverage",
    "cu_alpha",
    "distances",
    "fleiss",
    "fleiss_by_category",
    "fleiss_null_se",
    "from_counts",
    "from_crosstab",
    "from_values",
    "gamma",
    "gwet",
    "holsti",
    "kalpha_bootstrap",
    "kappa_max",
    "ku_alpha",
    "light",
    "percent",
    "prevalence",
    "scott",
    "specific",
    "u_alpha",
    "u_alpha_binary",
    "weights",
]
