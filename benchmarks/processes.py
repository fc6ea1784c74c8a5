"""Measures of the whole process: delivery, latency, kill -9, start, rest. Each runs the real bot beside a real server."""
