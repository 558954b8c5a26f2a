"""Mathematics of one queue: numbers in, numbers out.

`erlang_b` is the loss system (no waiting room); `erlang_c` the delay system in which
every contact waits until it is answered. All functions take arrays that broadcast and
real numbers of agents where the mathematics allows it.
"""

from wfm.queueing import erlang_b as erlang_b
from wfm.queueing import erlang_c as erlang_c
