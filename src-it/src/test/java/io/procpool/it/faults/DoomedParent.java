package io.procpool.it.faults;

import io.procpool.ProcessPool;
import io.procpool.it.calls.Signal;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.nio.file.Path;
import java.time.Duration;

/** The main class of a pool's JVM that is killed when its worker has come to a given moment. */
final class DoomedParent {

  private DoomedParent() {}

  /** What its worker is about to do. */
  enum Doing {
    DECODING,
    RUNNING,
    ENCODING,
    NOTHING,
    STARTING,
    STOPPING
  }

  /**
   * @param args what the worker does, and the folder of the {@link #signal}
   */
  public static void main(String[] args) {
    Doing doing = Doing.valueOf(args[0]);
    Signal there = signal(Path.of(args[1]));
    TaskCallable<Object> busy =
        () -> {
          there.give();
          return Probes.spin().call();
        };
    var settings = ProcessPool.builder().processes(1).stopTimeout(Duration.ofMinutes(1));
    if (doing == Doing.STARTING) {
      settings.initializer(busy::call);
    }
    try (ProcessPool pool = settings.build()) {
      switch (doing) {
        case DECODING -> pool.apply(Probes.echo(), Trap.decodedInWorker(busy));
        case RUNNING -> pool.apply(busy);
        case ENCODING -> pool.apply(Probes.give(Trap.encodedInWorker(busy)));
        case NOTHING -> {
          pool.apply(Probes.answer());
          there.give();
          Thread.currentThread().join();
        }
        case STARTING -> throw new AssertionError("a pool whose worker has not started");
        case STOPPING -> pool.apply(Probes.leaveHook(busy));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Given when the worker does it. */
  static Signal signal(Path folder) {
    return Signal.in(folder, "there");
  }
}
