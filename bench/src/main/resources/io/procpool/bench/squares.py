"""Python's half of SideBySide. Squares.java is the other: the same questions, the same order of steps.

    python3 squares.py COUNT    cold: a pool is made, maps COUNT numbers, and the program ends
    python3 squares.py          reads questions, one per line, until its input ends

Every answer is one line of nanoseconds. Workers import this file again, so it imports little.
"""

import multiprocessing
import sys
import time

PROCESSES = 2
MANY = 1_000_000
CALLS = 5_000
SETTLING_SECONDS = 0.5


def square(x):
    return x * x


def numbers(count):
    return list(range(1, count + 1))


def new_pool():
    return multiprocessing.get_context("spawn").Pool(PROCESSES)


def timed_map(pool, items):
    start = time.perf_counter_ns()
    squares = pool.map(square, items)
    nanos = time.perf_counter_ns() - start
    check(squares)
    return nanos


def check(squares):
    if squares[-1] != len(squares) ** 2:
        raise AssertionError(f"the last square is {squares[-1]}")


def cold(count):
    items = numbers(count)
    start = time.perf_counter_ns()
    with new_pool() as pool:
        squares = pool.map(square, items)
        nanos = time.perf_counter_ns() - start
        check(squares)
    return nanos


def fresh(items):
    with new_pool() as pool:
        # Pool returns before its workers can work; what is timed here is the call, not their start.
        time.sleep(SETTLING_SECONDS)
        return timed_map(pool, items)


def apply(pool):
    nanos = []
    for _ in range(CALLS):
        start = time.perf_counter_ns()
        pool.apply(square, (7,))
        nanos.append(time.perf_counter_ns() - start)
    nanos.sort()
    return f"{nanos[CALLS // 2]} {nanos[CALLS * 99 // 100]}"


def serve():
    items = numbers(MANY)
    with new_pool() as pool:
        answers = {
            "warm": lambda: timed_map(pool, items),
            "fresh": lambda: fresh(items),
            "apply": lambda: apply(pool),
        }
        for line in sys.stdin:
            print(answers[line.strip()](), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(cold(int(sys.argv[1])))
    else:
        serve()
