"""The public site: what is drawn from releases, and from nothing else."""
