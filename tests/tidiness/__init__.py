"""What nobody should have to look after by hand."""
