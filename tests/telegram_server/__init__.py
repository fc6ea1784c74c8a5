"""A small Telegram Bot API server in a process of its own, so that the bot is exercised over real HTTP.

It is written from the public Bot API reference (10.0) and its refusals are Telegram's own words. It knows nothing of
the bot that talks to it: any client that conforms to the reference must work against it.

    python -m tests.telegram_server --port 0 --token 123:ABC [--limits] [--privacy] [--quiet]

prints one line, `listening on http://127.0.0.1:PORT`, once it accepts connections, and ends on SIGTERM. Bots talk to
`/bot<token>/<Method>` and `/file/bot<token>/<path>`; tests act as people through `/control/`, best with `client.py`.
"""
