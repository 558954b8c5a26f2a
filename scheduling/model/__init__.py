"""The linear models: shift design and the bound of the roster.

Sets: days d, shapes k (start and length), queues q, slots t, pauses p.

Decisions: x shifts of shape k on day d for queue q, whole in the design; B pauses that
start in a slot; u shortage and o surplus of each slot.

Design, for each queue: minimise paid hours with surcharges and a fixed part a shift,
plus the price of shortage and surplus, subject to coverage with pauses (`cover`).

Roster bound, for each week: the same coverage, shifts counted by class of agents with
one contract and one set of skills; a class works at most its people a day, its weekly
minutes and its days. Who works what is left open, so no roster undercuts it.
"""
