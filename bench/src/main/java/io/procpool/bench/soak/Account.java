package io.procpool.bench.soak;

import io.procpool.TaskException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * The tasks of one call of the mixture, each of which is to have one outcome. Guarded by its lock:
 * items are pulled on one thread, and results read on another.
 */
final class Account {

  private final Judge judge;
  private final String call;

  /** By their places in the input. */
  private final List<Order> orders = new ArrayList<>();

  private final Map<Long, Order> open = new LinkedHashMap<>();
  private final Map<Long, Integer> answersByPid = new HashMap<>();
  private long lastNumber = -1;
  private int outcomes;

  /**
   * @param call how a breach names it
   */
  Account(Judge judge, String call) {
    this.judge = judge;
    this.call = call;
  }

  /** The next item of its input. */
  synchronized long add(Deed deed) {
    Order order = judge.order(deed);
    orders.add(order);
    open.put(order.number(), order);
    return order.encoded();
  }

  /** An input of so many items. */
  List<Long> items(int count, Random random, Function<Random, Deed> deeds) {
    List<Long> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(add(deeds.apply(random)));
    }
    return items;
  }

  /** An input without end, pulled on whichever thread; the deeds depend on the seed alone. */
  Iterable<Long> endless(long seed, Function<Random, Deed> deeds) {
    Random random = new Random(seed);
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Long next() {
            return add(deeds.apply(random));
          }
        };
  }

  /** How many items it has. */
  synchronized int size() {
    return orders.size();
  }

  /** How many of them have an outcome. */
  synchronized int outcomes() {
    return outcomes;
  }

  /** How many results the busiest worker gave. */
  synchronized int mostOfOneWorker() {
    return answersByPid.values().stream().max(Integer::compare).orElse(0);
  }

  /** Takes what comes, until nothing more does. */
  void takeAll(Iterator<long[]> results) {
    take(results, Integer.MAX_VALUE);
  }

  /** Takes what comes, but no more than some of it. */
  void take(Iterator<long[]> results, int most) {
    for (int i = 0; i < most && results.hasNext(); i++) {
      try {
        answer(results.next());
      } catch (TaskException e) {
        failure(e);
      }
    }
  }

  /** As a call does that gives all results in order, or the first failures. */
  void takeWhole(List<long[]> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (Answers.number(answers.get(i)) != orders.get(i).number()) {
        judge.breach(call + ": result " + i + " is not in its place");
      }
      answer(answers.get(i));
    }
  }

  /** The failure of a call that gives nothing else: the tasks it does not name have run. */
  void takeWhole(TaskException first) {
    failure(first);
    for (Throwable other : first.getSuppressed()) {
      failure((TaskException) other);
    }
    open.clear();
  }

  synchronized void answer(long[] answer) {
    Order order = close(Answers.number(answer));
    answersByPid.merge(Answers.pid(answer), 1, Integer::sum);
    if (order != null) {
      judge.onAnswer(order, answer, call);
    }
  }

  synchronized void failure(TaskException failure) {
    if (failure.index() < 0 || failure.index() >= orders.size()) {
      judge.breach(call + ": a failure without a task: " + failure);
      return;
    }
    Order order = close(orders.get((int) failure.index()).number());
    if (order != null) {
      judge.onFailure(order, failure, call);
    }
  }

  /** From now on outcomes come in the order of the input. */
  synchronized void isOrdered() {
    lastNumber = 0;
  }

  /** All outcomes have come. */
  synchronized void end() {
    open.values().forEach(order -> judge.breach(call + ": " + order + " came to nothing"));
  }

  private Order close(long number) {
    Order order = open.remove(number);
    outcomes++;
    if (order == null) {
      judge.breach(call + ": task " + number + " has two outcomes, or is not of this call");
    }
    if (lastNumber >= 0 && number < lastNumber) {
      judge.breach(call + ": task " + number + " came behind " + lastNumber);
    }
    lastNumber = lastNumber < 0 ? lastNumber : number;
    return order;
  }
}
