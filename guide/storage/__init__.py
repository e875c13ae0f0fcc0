"""What is kept: entries and their revisions, passages and vectors, accounts, small values, and the journal."""
