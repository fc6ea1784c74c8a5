"""What `make bench` measures: everything in one run, as medians, beside a floor that was measured in the same run."""
