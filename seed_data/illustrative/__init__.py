"""Makes illustrative records: plausible, the same for the same seed, and naming nobody real."""

from seed_data.illustrative.generator import generate
from seed_data.illustrative.rows import FirstIds, Rows

__all__ = ["FirstIds", "Rows", "generate"]
