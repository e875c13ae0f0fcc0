"""Open data: what is published, as data that others may use. Only public fields are in here (`retrieval.openness`)."""
