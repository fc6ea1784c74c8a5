"""The far end of the control side, as a test holds it: acting, watching and turning, each in a class of its own."""
