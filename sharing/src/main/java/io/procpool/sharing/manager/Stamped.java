package io.procpool.sharing.manager;

import java.io.Serializable;

/**
 * A copy of a value, and which value it is of. Copies cannot be compared, for a class need not have
 * an {@code equals}.
 *
 * @param <T> what it is
 * @param stamp which value it is of
 * @param value the copy
 */
record Stamped<T>(long stamp, T value) implements Serializable {}
