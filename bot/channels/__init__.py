"""Platforms that carry messages. Each is a `bot.ports.Channel` with a declaration of what it can do."""
