"""Language identification, scripts and words. Pure functions over text."""
