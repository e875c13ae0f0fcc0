"""A visitor asks: understand, find, say, cite. The whole story is guide.py."""
