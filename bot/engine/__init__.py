"""What carries decisions out: one writer, an alarm clock, an outbox, and somebody who checks on all of them."""
