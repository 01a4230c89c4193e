"""What the peer programs share: a clock of wall and CPU time, and one JSON object as the result."""

import json
import time


class Clock:
    """Wall and CPU seconds of the block under `with`."""

    def __enter__(self):
        self.cpu_start, self.wall_start = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_):
        self.wall = time.perf_counter() - self.wall_start
        self.cpu = time.process_time() - self.cpu_start


def cheapest(repeats, work):
    """Least CPU seconds and wall seconds of `repeats` runs, and what the last one returned."""
    costs = []
    for _ in range(repeats):
        with Clock() as clock:
            result = work()
        costs.append((clock.cpu, clock.wall))
    return min(cpu for cpu, _ in costs), min(wall for _, wall in costs), result


def report(**numbers):
    print(json.dumps(numbers), flush=True)
