"""Mathematics of one queue: numbers in, numbers out.

In balance: `erlang_b` is the loss system (no waiting room); `erlang_c` the delay system
in which every contact waits until it is answered; `erlang_a` the one in which customers
give up, which has an answer in overload too; `erlang_x` adds those who then call again;
`chat` agents with several contacts at once; `reserve` agents who also do other work.
These take arrays that broadcast and real numbers of agents where the mathematics allows
it.

Through time: `through_time` carries a queue's distribution from interval to interval,
without chance; `simulation` plays its contacts one by one, also over several skills.
"""

from wfm.queueing import erlang_a as erlang_a
from wfm.queueing import erlang_b as erlang_b
from wfm.queueing import erlang_c as erlang_c
from wfm.queueing import erlang_x as erlang_x
