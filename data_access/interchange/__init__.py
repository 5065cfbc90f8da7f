"""Import and export: workbooks and CSV files that people keep, in and out without loss."""
