"""Tune a week by millions of small changes, worse ones ever more seldom.

Best responses change a whole week at once and stop where no single agent can do better.
What is left is a matter of fit: a shift half an hour later, a pause beside another, one
day longer and another shorter. Simulated annealing (Kirkpatrick, Gelatt and Vecchi
1983) tries such changes by the million, each lawful and priced exactly.
"""

from scheduling.assignment.tuning.tune import tune as tune
