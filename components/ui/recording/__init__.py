"""Recording an activity: the list of records, the form that saves as one types, and what a record feeds."""
