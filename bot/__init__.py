"""值守 Zhishou: a duty bot for a government office."""

__version__ = "0.1.0"
