"""Finding in the knowledge: names first, then words and vectors, over one immutable snapshot."""
