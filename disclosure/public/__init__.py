"""The public site: what is drawn from releases and archived reports, and from nothing else."""
