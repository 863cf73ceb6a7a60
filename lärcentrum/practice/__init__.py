"""Employers, workplaces, supervisors and internships."""
