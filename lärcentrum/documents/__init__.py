"""Every paper that the program draws; reportlab lives here and nowhere else."""
