package io.procpool;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What of a call crosses to a worker and back, how large it is, and what cannot cross and why: what
 * {@link Pool#check} has found. Printed, it is a table.
 *
 * <pre>
 *   function  com.acme.Search's lambda          8,000,213 bytes
 *     captured  long[]                          8,000,005 bytes
 *   item      java.lang.String                         14 bytes
 *   result    com.acme.Hit          cannot cross: com.acme.Hit.socket (java.net.Socket) ...
 * </pre>
 *
 * <pre>{@code
 * assertTrue(pool.check(Search::hits, "one query").isGood());
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param parts in the order of the call: the function, what it has captured, the item, the result;
 *     those behind a part without which nothing can be run are missing
 */
public record TravelReport(List<Part> parts) {

  /**
   * Keeps a copy of the list.
   *
   * @param parts in the order of the call
   */
  public TravelReport {
    parts = List.copyOf(parts);
  }

  /** {@return whether all of it crosses, and the task went well} */
  public boolean isGood() {
    return parts.stream().allMatch(part -> part.problem() == null);
  }

  @Override
  public String toString() {
    int what = parts.stream().mapToInt(part -> part.what().length()).max().orElse(0);
    int type = parts.stream().mapToInt(part -> part.type().length()).max().orElse(0);
    StringBuilder table = new StringBuilder();
    for (Part part : parts) {
      String row = "%-" + what + "s  %-" + type + "s  %s%n";
      table.append(String.format(Locale.ROOT, row, part.what(), part.type(), part.verdict()));
    }
    return table.toString();
  }

  /**
   * One thing that is to cross.
   *
   * @param what such as {@code item}
   * @param type the name of its class
   * @param bytes its length as it crosses; 0 if it cannot
   * @param problem why it cannot cross, or how the task failed; {@code null} if nothing is wrong
   */
  public record Part(String what, String type, long bytes, String problem) {

    /**
     * Checks that there are names.
     *
     * @param what such as {@code item}
     * @param type the name of its class
     * @param bytes its length as it crosses
     * @param problem {@code null} if nothing is wrong
     */
    public Part {
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(type, "type");
    }

    private String verdict() {
      return problem == null ? String.format(Locale.ROOT, "%,13d bytes", bytes) : problem;
    }
  }
}
