"""The copy desk: drafts of texts that go out of the house, each sentence with the facts it rests on."""
