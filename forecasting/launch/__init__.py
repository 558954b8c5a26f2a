"""Queues without a past: from contracts, from queues like them, from their sector.

What a new queue will bring is a *week* (an analog queue's or a template's weekday x
slot profile) times a *level* (the contracted volume of each month, or the analog's own)
times a *ramp* of the first weeks. Its own first days move the level (Gamma-Poisson) and
the week (own contacts beside pseudo-contacts of the analog), and narrow the bands.
"""
