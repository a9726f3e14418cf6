package io.procpool.sharing.manager;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The objects that clients refer to, and how often each client does. Guarded by itself.
 *
 * <p>One that nobody refers to is not here; if another object has it, as a list has a list, that
 * keeps it, and a client that gets it brings it back here.
 */
final class ObjectTable {

  private final Map<Long, Counted> inUse = new HashMap<>();
  private final Map<Visitor, Map<Long, Integer>> references = new HashMap<>();

  /** References that are on their way from one client to another, by what those know of them. */
  private final Map<Long, Pin> pins = new HashMap<>();

  private final SecureRandom random = new SecureRandom();

  private static final class Counted {

    private final Entry entry;
    private int count;

    Counted(Entry entry) {
      this.entry = entry;
    }
  }

  private record Pin(Visitor visitor, long object) {}

  /**
   * @throws NoSuchElementException if no client refers to it
   */
  synchronized Entry find(long object) {
    Counted counted = inUse.get(object);
    if (counted == null) {
      throw new NoSuchElementException(
          "The manager has no such object any more: all that referred to it are gone.");
    }
    return counted.entry;
  }

  synchronized void grant(Visitor visitor, Entry entry) {
    inUse.computeIfAbsent(entry.id(), id -> new Counted(entry)).count++;
    references.computeIfAbsent(visitor, each -> new HashMap<>()).merge(entry.id(), 1, Integer::sum);
  }

  /** Nothing if it has none. */
  synchronized void drop(Visitor visitor, long object) {
    Map<Long, Integer> own = references.getOrDefault(visitor, Map.of());
    if (own.containsKey(object)) {
      own.computeIfPresent(object, (id, count) -> count == 1 ? null : count - 1);
      discount(object, 1);
    }
  }

  /** One more for a client, until somebody else gets it. */
  synchronized long pin(Visitor visitor, long object) {
    grant(visitor, find(object));
    long pin = random.nextLong() & Long.MAX_VALUE | 1; // positive
    pins.put(pin, new Pin(visitor, object));
    return pin;
  }

  /** One for a client that got it from another. */
  synchronized void arrive(Visitor visitor, long object, long pin) {
    grant(visitor, find(object));
    Pin held = pins.get(pin);
    if (held != null && held.object == object) {
      unpin(held.visitor, pin);
    }
  }

  /** It has arrived, or never will. Nothing if it has done so before. */
  synchronized void unpin(Visitor visitor, long pin) {
    Pin held = pins.get(pin);
    if (held != null && held.visitor == visitor) {
      pins.remove(pin);
      drop(visitor, held.object);
    }
  }

  synchronized boolean isPinned(long pin) {
    return pins.containsKey(pin);
  }

  synchronized void dropAll(Visitor visitor) {
    pins.values().removeIf(pin -> pin.visitor == visitor);
    Map<Long, Integer> own = references.remove(visitor);
    if (own != null) {
      own.forEach(this::discount);
    }
  }

  synchronized int count() {
    return inUse.size();
  }

  private void discount(long object, int times) {
    Counted counted = inUse.get(object);
    counted.count -= times;
    if (counted.count == 0) {
      inUse.remove(object);
    }
  }
}
