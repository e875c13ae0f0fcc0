"""Everything that needs a neural network: embedders and chat models. The only place that imports torch."""
