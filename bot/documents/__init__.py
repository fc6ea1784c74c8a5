"""Papers: rosters read from workbooks; charts, ledgers and codes made from values.

What is decided here is decided on plain values and can be read in a test. The heavy libraries (openpyxl, matplotlib)
are only touched by functions that run in a worker process of their own, so that a page of drawing never holds up a
reminder, and a workbook made to do harm takes nothing down but that worker.
"""
