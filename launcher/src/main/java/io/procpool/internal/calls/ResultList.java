package io.procpool.internal.calls;

import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The results of a map, each put into its place when it comes. A list whose elements can be
 * exchanged, but none added or removed.
 *
 * <p>In pieces, for one array of a million references is what a garbage collector copes with worst:
 * G1 holds it for old from the first, so that each store costs a barrier, and all that it refers to
 * stays until the whole heap is looked at, though nobody has the list any more.
 */
final class ResultList<R> extends AbstractList<R> implements RandomAccess, Serializable {

  private static final int BITS = 12;
  private static final int PIECE = 1 << BITS;
  private static final long serialVersionUID = 1L;

  private transient Object[][] pieces = new Object[1][];
  private transient int size;

  /** Puts a result into its place; what is missing before it is {@code null} until it comes. */
  void put(int index, R value) {
    int piece = index >>> BITS;
    if (piece >= pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(piece + 1, 2 * pieces.length));
    }
    if (pieces[piece] == null) {
      pieces[piece] = new Object[PIECE];
    }
    pieces[piece][index & PIECE - 1] = value;
    size = Math.max(size, index + 1);
  }

  @Override
  @SuppressWarnings("unchecked") // only results were put there
  public R get(int index) {
    Objects.checkIndex(index, size);
    Object[] piece = pieces[index >>> BITS];
    return piece == null ? null : (R) piece[index & PIECE - 1];
  }

  @Override
  public R set(int index, R value) {
    R former = get(index);
    put(index, value);
    return former;
  }

  @Override
  public int size() {
    return size;
  }

  /** Whoever reads it need not know this class. */
  @Serial
  private Object writeReplace() {
    List<R> copy = new ArrayList<>(this);
    return copy;
  }
}
