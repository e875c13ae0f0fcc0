"""A city's recommendation officer: a conversational guide that answers from dated, sourced knowledge."""
