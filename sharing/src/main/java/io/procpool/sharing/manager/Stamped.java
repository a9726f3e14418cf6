package io.procpool.sharing.manager;

import java.io.Serializable;

/**
 * A copy of a value, and which value it is of. Copies cannot be compared, for a class need not have
 * an {@code equals}.
 */
record Stamped<T>(long stamp, T value) implements Serializable {}
