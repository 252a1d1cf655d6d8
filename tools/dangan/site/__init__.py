"""The catalogue: pages made from what an audience may see, and from nothing else."""
