"""A chat queue played event by event, in plain Python: it knows no formula."""

from __future__ import annotations

import heapq
from collections import deque

import numpy as np

ARRIVAL, END, PATIENCE = range(3)


class ChatRoom:
    """
    Agents with several chats at once; a new chat goes to whoever has fewest.

    With `hand_over` an agent takes a chat from a colleague who has two more, so that
    chats are always spread evenly; without it a chat stays where it began.
    """

    def __init__(self, agents, handle_times, patience, rng, *, hand_over):
        self.chats = [0] * agents
        self.handle_times = handle_times
        self.patience = patience
        self.rng = rng
        self.hand_over = hand_over
        self.version = [0] * agents
        self.waiting = deque()
        self.gone = set()
        self.events = []
        self.busy_time = self.chat_time = self.clock = 0.0

    def push(self, delay, kind, *data):
        heapq.heappush(self.events, (self.clock + delay, kind, *data))

    def change(self, agent, by):
        self.chats[agent] += by
        self.version[agent] += 1
        count = self.chats[agent]
        if count:
            mean = self.handle_times[count - 1] / count
            self.push(self.rng.exponential(mean), END, agent, self.version[agent])

    def advance(self, now):
        span = now - self.clock
        self.busy_time += span * sum(count > 0 for count in self.chats)
        self.chat_time += span * sum(self.chats)
        self.clock = now

    def run(self, contacts, rate):
        """Wait of each contact, infinite for those that give up."""
        wait = np.full(contacts, np.nan)
        arrived = {}
        self.push(self.rng.exponential(1 / rate), ARRIVAL, 0)
        while self.events:
            now, kind, *data = heapq.heappop(self.events)
            self.advance(now)
            if kind == ARRIVAL:
                self.arrive(data[0], wait, arrived)
                if data[0] + 1 < contacts:
                    self.push(self.rng.exponential(1 / rate), ARRIVAL, data[0] + 1)
            elif kind == PATIENCE:
                if np.isnan(wait[data[0]]):
                    wait[data[0]] = np.inf
                    self.gone.add(data[0])
            elif data[1] == self.version[data[0]]:
                self.end(data[0], wait, arrived)
        return wait

    def arrive(self, number, wait, arrived):
        agent = min(range(len(self.chats)), key=self.chats.__getitem__)
        if self.chats[agent] < len(self.handle_times):
            wait[number] = 0.0
            self.change(agent, 1)
            return
        arrived[number] = self.clock
        self.waiting.append(number)
        if self.patience:
            self.push(self.rng.exponential(self.patience), PATIENCE, number)

    def end(self, agent, wait, arrived):
        self.change(agent, -1)
        while self.waiting and self.waiting[0] in self.gone:
            self.waiting.popleft()
        if self.waiting:
            number = self.waiting.popleft()
            wait[number] = self.clock - arrived[number]
            self.change(agent, 1)
        elif self.hand_over:
            most = max(range(len(self.chats)), key=self.chats.__getitem__)
            if self.chats[most] > self.chats[agent] + 1:
                self.change(most, -1)
                self.change(agent, 1)


def batch_mean(values, batches=25):
    """Mean of a long run and its standard error, by means of batches."""
    means = [part.mean() for part in np.array_split(values, batches)]
    return np.mean(means), np.std(means, ddof=1) / np.sqrt(batches)
