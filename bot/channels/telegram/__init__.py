"""Telegram, through python-telegram-bot. The only package that knows that library.

An update is in the inbox, committed, before its offset is confirmed or the webhook is answered; that is why updates are
fetched here and not by the library's own updater, which confirms what still waits in memory.
"""
