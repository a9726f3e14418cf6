"""Python's side of what two processes share. SharingSide.java is procpool's: the same questions.

Reads questions, one per line, until its input ends; every answer is one line of nanoseconds.
"""

import multiprocessing
import sys
import time

context = multiprocessing.get_context("fork")
lock = context.Lock()
there = context.Semaphore(0)
back = context.Semaphore(0)
barrier = context.Barrier(2)
queue = context.Queue()
manager = context.Manager()
shared_dict = manager.dict()


def pairs(count):
    acquire, release = lock.acquire, lock.release
    for _ in range(count):
        acquire()
        release()


def turns(count):
    for _ in range(count):
        there.release()
        back.acquire()


def echo(count):
    for _ in range(count):
        there.acquire()
        back.release()


def meet(count):
    for _ in range(count):
        barrier.wait()


def puts(count):
    for i in range(count):
        queue.put(i)


def takes(count):
    for i in range(count):
        if queue.get() != i:
            raise AssertionError("not in order")


MESSAGE = bytes(1_000_000)
receiver, sender = context.Pipe(duplex=False)


def receives(count):
    for _ in range(count):
        if len(receiver.recv_bytes()) != len(MESSAGE):
            raise AssertionError("a message has lost something")


def sends(count):
    for _ in range(count):
        sender.send_bytes(MESSAGE)


def putting_and_getting(count):
    for i in range(count // 2):
        shared_dict[i & 127] = i
        if shared_dict[i & 127] != i:
            raise AssertionError("it is not there")


def other(part, count):
    barrier.wait()
    part(count)


def timed(part, count):
    start = time.perf_counter_ns()
    part(count)
    return (time.perf_counter_ns() - start) / count


def both(count, theirs, ours):
    process = context.Process(target=other, args=(theirs, count))
    process.start()
    barrier.wait()
    nanos = timed(ours, count)
    process.join()
    return nanos


def answer(question):
    what, count = question.split()
    count = int(count)
    if what == "pair":
        return timed(pairs, count)
    if what == "dict":
        return timed(putting_and_getting, count)
    parts = {
        "contend": (pairs, pairs),
        "handoff": (echo, turns),
        "barrier": (meet, meet),
        "queue": (puts, takes),
        "pipe": (sends, receives),
    }
    return both(count, *parts[what])


for line in sys.stdin:
    print(answer(line), flush=True)
