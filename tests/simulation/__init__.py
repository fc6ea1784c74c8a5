"""Random people, silences, faults, crashes and restarts; whatever happens, the promises hold."""
