"""Python's side. PoolSide.java and ColdPool.java are procpool's: the same questions, the same values.

    python3 peers.py METHOD KIND COUNT   cold: a pool is made, maps COUNT numbers, and the program ends
    python3 peers.py                     reads questions, one per line, until its input ends

METHOD is spawn or fork; KIND is pool (multiprocessing.Pool) or executor (ProcessPoolExecutor). Every
answer is one line of nanoseconds. Workers import this file again, so it imports little.
"""

import multiprocessing
import sys
import time

PROCESSES = 2
CALLS = 3_000
ARRAYS = 12
TEN_MEGABYTES = 10_000_000
made = {}


def square(x):
    return x * x


def same(x):
    return x


def give(kind):
    """What is large is made once, here or in a worker, so that only the way is timed."""
    if kind not in made:
        made[kind] = make(kind)
    return made[kind]


def make(kind):
    if kind == "bytes":
        return bytes(16 * 1024 * 1024)
    if kind == "array":
        import array

        return array.array("d", bytes(TEN_MEGABYTES))
    return bytes(TEN_MEGABYTES)


def timed(results, call):
    start = time.perf_counter_ns()
    given = call()
    nanos = time.perf_counter_ns() - start
    if len(given) != results:
        raise AssertionError(f"{len(given)} results")
    return nanos


def of_many(call):
    nanos = sorted(timed(16, call) for _ in range(CALLS))
    return f"{nanos[CALLS // 2]} {nanos[CALLS * 99 // 100]}"


class Pool:
    """multiprocessing.Pool"""

    def __init__(self, method):
        self.pool = multiprocessing.get_context(method).Pool(PROCESSES)

    def map(self, function, items, chunk=None):
        return self.pool.map(function, items, chunk)

    def apply(self, function, item):
        return self.pool.apply(function, (item,))

    def close(self):
        self.pool.terminate()


class Executor:
    """concurrent.futures.ProcessPoolExecutor"""

    def __init__(self, method):
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context(method)
        self.executor = ProcessPoolExecutor(PROCESSES, mp_context=context)

    def map(self, function, items, chunk=1):
        return list(self.executor.map(function, items, chunksize=chunk))

    def apply(self, function, item):
        return self.executor.submit(function, item).result()

    def close(self):
        self.executor.shutdown()


KINDS = {"pool": Pool, "executor": Executor}


def cold(method, kind, count):
    items = list(range(1, count + 1))
    start = time.perf_counter_ns()
    pool = KINDS[kind](method)
    squares = pool.map(square, items)
    nanos = time.perf_counter_ns() - start
    pool.close()
    if squares[-1] != count * count:
        raise AssertionError(f"the last square is {squares[-1]}")
    return nanos


def apply(pool):
    item = bytes(16)
    return of_many(lambda: pool.apply(same, item))


def squares(pool, count, chunk, times):
    items = list(range(1, count + 1))
    chunks = [] if chunk == "default" else [int(chunk)]
    nanos = [timed(count, lambda: pool.map(square, items, *chunks)) for _ in range(times)]
    return sorted(nanos)[times // 2]


def there(pool, kind):
    items = [give(kind)] * ARRAYS
    return timed(ARRAYS, lambda: pool.map(len, items, 1))


def back(pool, kind):
    return timed(ARRAYS, lambda: pool.map(give, [kind] * ARRAYS, 1))


def answer(pools, question):
    what, kind, *rest = question.split()
    if kind not in pools:
        pools[kind] = KINDS[kind]("spawn")
    pool = pools[kind]
    if what == "apply":
        return apply(pool)
    if what == "squares":
        return squares(pool, int(rest[0]), rest[1], int(rest[2]))
    return {"there": there, "back": back}[what](pool, rest[0])


def serve():
    pools = {}
    for line in sys.stdin:
        print(answer(pools, line), flush=True)
    for pool in pools.values():
        pool.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(cold(sys.argv[1], sys.argv[2], int(sys.argv[3])))
    else:
        serve()
