package io.procpool.codec;

import io.procpool.task.TaskCallable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a pool's values are coded, the same in the pool's JVM and in its workers.
 *
 * @param kryo what the user adds to Kryo, or {@code null}
 * @param allowed the names of the classes that may cross, or of packages of them: {@code
 *     com.acme.Order} with the classes in it, {@code com.acme.*}, or {@code com.acme.**} with the
 *     packages below it; empty if all may
 */
public record CodecRules(KryoSetup kryo, List<String> allowed) implements Serializable {

  /** What procpool does by itself. */
  public static final CodecRules NONE = new CodecRules(null, List.of());

  public CodecRules {
    allowed = List.copyOf(allowed);
  }

  /** Whether there are any. */
  public boolean areNone() {
    return kryo == null && allowed.isEmpty();
  }

  /**
   * @param loader finds the classes of what is decoded
   */
  public ValueCodec codec(ClassLoader loader) {
    return new ValueCodec(filter(loader), kryo);
  }

  /** Finds what a loader finds, if it is allowed. */
  public ClassLoader filter(ClassLoader loader) {
    return allowed.isEmpty() ? loader : new AllowedClasses(loader, allowed);
  }

  /**
   * What a worker is to run first: there, it sees that both sides have the same in mind, and then
   * runs what the user has it run first, whose result is its own.
   *
   * @param initializer of the user, or {@code null}
   * @param loader of this side
   */
  public TaskCallable<?> setUp(TaskCallable<?> initializer, ClassLoader loader) {
    return new SetUp(this, registrations(loader), initializer);
  }

  /** The rules that a worker has been set up with, by what it ran first. */
  public static CodecRules of(TaskCallable<?> first) {
    return first instanceof SetUp setUp ? setUp.rules : NONE;
  }

  /** What the user has registered, a line each. */
  private List<String> registrations(ClassLoader loader) {
    if (kryo == null) {
      return List.of();
    }
    ClassLoader filtered = filter(loader);
    return new PlainKryo(filtered, new Lambdas(filtered, false), kryo).usersRegistrations();
  }

  private static final class SetUp implements TaskCallable<Object> {

    private static final long serialVersionUID = 1L;

    private final CodecRules rules;
    private final ArrayList<String> registrations;
    private final TaskCallable<?> initializer;

    SetUp(CodecRules rules, List<String> registrations, TaskCallable<?> initializer) {
      this.rules = rules;
      this.registrations = new ArrayList<>(registrations);
      this.initializer = initializer;
    }

    @Override
    public Object call() throws Exception {
      List<String> here = rules.registrations(Thread.currentThread().getContextClassLoader());
      for (int i = 0; i < Math.max(here.size(), registrations.size()); i++) {
        String mine = i < here.size() ? here.get(i) : "nothing";
        String pools = i < registrations.size() ? registrations.get(i) : "nothing";
        if (!Objects.equals(mine, pools)) {
          throw new IllegalStateException(
              "the pool and its worker register different classes with Kryo: the pool "
                  + pools
                  + ", the worker "
                  + mine
                  + "; a KryoSetup must do the same in both");
        }
      }
      return initializer == null ? null : initializer.call();
    }
  }
}
