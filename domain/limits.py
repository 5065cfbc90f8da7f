"""The numbers that rules turn on: the code computes with them, and the measures' texts quote them."""

from typing import Final

# Disclosure control
THRESHOLD: Final = 8
BASE: Final = 5
SMALLEST_DENOMINATOR: Final = 50
FEWEST_POSSIBLE_VALUES: Final = BASE

# Spectrum
HIGHEST_LEVEL: Final = 3
MONTHS_AN_ASSESSMENT_COUNTS: Final = 18
FEWEST_MARKERS_FOR_A_DOT: Final = 6
INFLUENCING_MARKERS: Final = 2
CO_ORDINATING_MARKERS: Final = 7

# Reach: a ratio from 0.8 to 1.25 (the one is the other turned over) is about the same share
ABOUT_THE_SAME_FROM: Final = 0.8
ABOUT_THE_SAME_TO: Final = 1.25

# Comparison and freshness
FEWEST_RECORDS_FOR_A_CHANGE: Final = 3
DAYS_UNTIL_QUIET: Final = 90
