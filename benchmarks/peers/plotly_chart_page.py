"""Starts Heard with `st.plotly_chart` in place of its own charts: `python -m benchmarks.peers.plotly_chart_page`."""

import sys

from benchmarks.peers.plotly_charts import draw_with_plotly_chart
from components.server.__main__ import main

if __name__ == "__main__":
    draw_with_plotly_chart()
    sys.exit(main([]))
