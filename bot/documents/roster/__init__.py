"""From a workbook to a roster, step by step: cells, headers, dates, names, rows. `roster_sheet` is the door."""
