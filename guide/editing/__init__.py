"""How knowledge changes: files, imports, validation, publishing and the people who may."""
