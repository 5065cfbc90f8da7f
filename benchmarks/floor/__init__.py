"""The floor: a bare Streamlit script that shows what Heard shows, from constants."""
