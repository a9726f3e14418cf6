package io.procpool.sharing.internal.waiting;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * Linux's own way to wait on a word of memory that processes share. The JVM gives a way to it from
 * Java 22 on, where native access is enabled: by a flag, or by the manifest of the program's jar.
 * Else it would print a warning, so it is left alone.
 */
final class Futex {

  /** The numbers of the system call. */
  private static final Map<String, Long> NUMBERS = Map.of("amd64", 202L, "aarch64", 98L);

  private static final int WAIT = 0;
  private static final int WAKE = 1;

  /**
   * {@code (number, address, operation, value, timeout's address, 0, 0)}, as constant as can be.
   */
  private static final MethodHandle SYSCALL = syscall().orElse(null);

  private static final long NUMBER = NUMBERS.getOrDefault(System.getProperty("os.arch"), 0L);

  private static final MethodHandle ADDRESS = SYSCALL == null ? null : address();

  private Futex() {}

  static boolean isAvailable() {
    return SYSCALL != null;
  }

  /** Where a mapped buffer begins; 0 if there is no futex. */
  static long addressOf(Buffer mapped) {
    if (SYSCALL == null) {
      return 0;
    }
    try {
      return (long) ADDRESS.invoke(mapped);
    } catch (Throwable e) {
      throw new IllegalStateException("a buffer without an address", e);
    }
  }

  /**
   * Waits while a word has a value; for a time, or until it is woken, or for no reason.
   *
   * @param timeout the address of two longs: seconds and nanoseconds
   */
  static void await(long address, int value, long timeout) {
    call(address, WAIT, value, timeout);
  }

  /**
   * @return whether somebody was waiting
   */
  static boolean wake(long address) {
    return call(address, WAKE, 1, 0) > 0;
  }

  private static long call(long address, int operation, int value, long timeout) {
    try {
      return (long) SYSCALL.invokeExact(NUMBER, address, operation, value, timeout, 0L, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call that cannot be made", e);
    }
  }

  /** By reflection, for this class is compiled for Java 17. */
  private static Optional<MethodHandle> syscall() {
    boolean isLinux = System.getProperty("os.name").equals("Linux");
    if (!isLinux || !NUMBERS.containsKey(System.getProperty("os.arch")) || !isNativeEnabled()) {
      return Optional.empty();
    }
    try {
      return Optional.of(link());
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty(); // a JVM that has it otherwise: there is another way to wait
    }
  }

  private static boolean isNativeEnabled() {
    try {
      return (boolean)
          Module.class.getMethod("isNativeAccessEnabled").invoke(Futex.class.getModule());
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static MethodHandle link() throws ReflectiveOperationException {
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
    Optional<?> symbol =
        (Optional<?>)
            Class.forName("java.lang.foreign.SymbolLookup")
                .getMethod("find", String.class)
                .invoke(lookup, "syscall");
    Object layouts = layouts(layoutType, "LONG", "LONG", "INT", "INT", "LONG", "LONG", "INT");
    Object descriptor =
        descriptorType
            .getMethod("of", layoutType, layouts.getClass())
            .invoke(null, layout("LONG"), layouts);
    Object options = Array.newInstance(optionType, 1);
    Array.set(options, 0, optionType.getMethod("firstVariadicArg", int.class).invoke(null, 1));
    Method downcall =
        linkerType.getMethod(
            "downcallHandle",
            Class.forName("java.lang.foreign.MemorySegment"),
            descriptorType,
            options.getClass());
    return (MethodHandle) downcall.invoke(linker, symbol.orElseThrow(), descriptor, options);
  }

  private static Object layouts(Class<?> type, String... names)
      throws ReflectiveOperationException {
    Object layouts = Array.newInstance(type, names.length);
    for (int i = 0; i < names.length; i++) {
      Array.set(layouts, i, layout(names[i]));
    }
    return layouts;
  }

  private static Object layout(String name) throws ReflectiveOperationException {
    return Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_" + name).get(null);
  }

  private static MethodHandle address() {
    try {
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle ofBuffer = lookup.unreflect(segment.getMethod("ofBuffer", Buffer.class));
      return MethodHandles.filterReturnValue(
          ofBuffer, lookup.unreflect(segment.getMethod("address")));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a JVM with futex and without addresses", e);
    }
  }
}
