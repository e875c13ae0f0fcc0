"""What may leave the guide: sentences of a model are held against the finding they are said from."""
