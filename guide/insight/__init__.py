"""What editors should know about the knowledge: what it holds, what it lacks, what to confirm first."""
