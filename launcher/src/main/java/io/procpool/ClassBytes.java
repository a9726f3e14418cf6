package io.procpool;

/**
 * Gives the class files of classes whose loader does not: one that defines classes from bytes that
 * it made, and answers {@code getResourceAsStream} for none of them.
 *
 * <pre>{@code
 * ProcessPool.builder().classBytes(type -> compiled.get(type.getName()))
 * }</pre>
 *
 * <p>Called on threads of the pool, several at a time.
 */
@FunctionalInterface
public interface ClassBytes {

  /**
   * The bytes that a class was defined from.
   *
   * @param type a class that a function or an item refers to
   * @return {@code null} if they are its loader's to give
   */
  byte[] of(Class<?> type);
}
