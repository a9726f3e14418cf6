package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.manager.Manager;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A map and a list in a process of their own, which others use by proxies. Text 003, "Shared State
 * using Manager".
 *
 * <p>They hold whatever can be sent, and are Java's own interfaces; each call goes to the manager's
 * process and back. For numbers alone memory that is shared is faster: {@link E16ValueAndArray}.
 */
public final class E21Manager {

  private E21Manager() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (Manager manager = Manager.start()) {
      Map<Object, Object> dict = manager.dict();
      List<Integer> list = manager.list(IntStream.range(0, 10).boxed().toList());
      ChildProcess child = ChildProcess.of(E21Manager::change, dict, list).start();
      child.join();
      System.out.println(dict);
      System.out.println(list);

      Map<Object, Object> changed = new HashMap<>(Map.of(1, "1", "2", 2));
      changed.put(0.25, null);
      Expect.equal(dict, changed);
      Expect.equal(list, List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    }
  }

  private static void change(Map<Object, Object> dict, List<Integer> list) {
    dict.put(1, "1");
    dict.put("2", 2);
    dict.put(0.25, null);
    Collections.reverse(list);
  }
}
