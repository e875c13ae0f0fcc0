"""The pages of the knowledge itself: one for each place, route and event, and the shelves that lead to them."""
