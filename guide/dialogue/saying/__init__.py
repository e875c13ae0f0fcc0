"""The findings of each ability in sentences of prompts/<lang>/sentences/."""
