"""dangan: archives as code (档案即代码)."""

__version__ = "0.1.0"
