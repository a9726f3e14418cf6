package io.procpool.bench.soak;

import io.procpool.task.TaskFunction;

/**
 * What a task of the mixture is to do, as the one number that is its item.
 *
 * @param number of the task, which no other task of the run has
 */
record Order(long number, Deed deed) {

  private static final Deed[] DEEDS = Deed.values();

  long encoded() {
    return number * DEEDS.length + deed.ordinal();
  }

  static Order of(long encoded) {
    return new Order(encoded / DEEDS.length, DEEDS[(int) (encoded % DEEDS.length)]);
  }

  /** A function that carries orders out, and signs them. */
  static TaskFunction<Long, long[]> carryingOut(String ledger, String folder) {
    return encoded -> {
      Order order = of(encoded);
      Ledger.begin(ledger, encoded);
      order.deed.perform(order.number, folder);
      Ledger.end(ledger, encoded);
      return Answers.of(order.number);
    };
  }
}
