"""Praktik: internships, workplaces and supervisors."""
