"""Python's half of Bulk. BulkPool.java is the other: the same questions, the same values.

    python3 bulk.py          reads questions, one per line, until its input ends

A question is "there KIND" or "back KIND", the kind bytes or doubles. Every answer is one line of
nanoseconds. Workers import this file again, so it imports little.
"""

import array
import multiprocessing
import sys
import time

PROCESSES = 2
TASKS = 12
VALUES = {
    "bytes": bytes(16 * 1024 * 1024),
    "doubles": array.array("d", bytes(10_000_000)),
}


def give(kind):
    return VALUES[kind]


def timed(call):
    start = time.perf_counter_ns()
    results = call()
    nanos = time.perf_counter_ns() - start
    if len(results) != TASKS:
        raise AssertionError(f"{len(results)} results")
    return nanos


def answer(pool, question):
    way, kind = question.split()
    if way == "there":
        return timed(lambda: pool.map(len, [VALUES[kind]] * TASKS, 1))
    return timed(lambda: pool.map(give, [kind] * TASKS, 1))


if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for line in sys.stdin:
            print(answer(pool, line), flush=True)
