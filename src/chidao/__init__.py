"""Chỉ Đạo: the system a steering committee runs on. The regulation is data, every change is an act."""

__version__ = "0.1.0"
