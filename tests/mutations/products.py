"""Mistakes in what products of matrices and slopes should do."""

from tests.mutations.mutant import Mutant

BY_PRODUCTS = ("tests/theory/test_products.py",)
PRODUCTS = "gdlib/theory/products.py"
JACOBIANS = "book/12-products-of-jacobians.ipynb"

RANDOM_PRODUCTS = (
    Mutant(
        "exponents: smallest first", PRODUCTS, "range(_size(n), 0, -1)", "range(1, _size(n) + 1)", tests=BY_PRODUCTS
    ),
    Mutant(
        "exponents: mean square for mean log",
        PRODUCTS,
        "(np.log(2) + psi) / 2",
        "np.log(n) / 2 + 0 * psi",
        tests=BY_PRODUCTS,
    ),
    Mutant("variance of ln χ²: quarter dropped", PRODUCTS, "_below(n))) / 4", "_below(n)))", tests=BY_PRODUCTS),
    Mutant(
        "critical deviation: 1/√n",
        PRODUCTS,
        "np.exp(-lyapunov_exponents(n)[0])",
        "n**-0.5",
        tests=BY_PRODUCTS,
        chapters=(JACOBIANS,),
    ),
    Mutant("window: half of it", PRODUCTS, "plain(2 / w *", "plain(1 / w *", tests=BY_PRODUCTS, chapters=(JACOBIANS,)),
)
