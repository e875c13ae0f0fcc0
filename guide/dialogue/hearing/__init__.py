"""What the words of a conversation ask of each ability: lexicons of prompts/<lang>/hear/ compiled to readers."""
