"""How fast Aforo is: ratios against a peer or a bound, measured in one run.

``make bench`` runs them all on one core. A machine's seconds say little; a ratio taken
back to back on the same inputs does. Nothing here is a test: a busy machine is not a
defect.
"""
