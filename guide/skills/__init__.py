"""What the guide can do: a Question and a Snapshot to a Finding. Facts only: no prompt, no model."""
