"""The pure core: what an office owes, to whom, by when, and what follows from silence.

Nothing in this package waits, reads a clock, touches a file or knows a library outside Python's own.
Everything it needs comes in as an argument; everything it wants done goes out as a value.
"""
