"""The local web chat: complete by itself, on one old PC without a public address.

It needs no letters carried to it. Committing a letter delivers it, because the page reads the outbox itself; whoever
has the page open hears of it through server-sent events. A page that was closed has missed nothing.
"""
