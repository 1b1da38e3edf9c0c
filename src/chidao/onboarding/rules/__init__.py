"""Onboarding decided purely: proposals and their states, steps and undoing, questions, the installation instrument."""
