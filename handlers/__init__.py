"""From an understood message to one plan. Thin: who may is the route's business, what follows is the core's."""
