package io.procpool.sharing.internal.queue;

/**
 * How far one side has come, as one word.
 *
 * <pre>
 *   | items so far 32 | number of the ring 4 | position behind the last one 28 |
 * </pre>
 *
 * @param count of items, beginning anew after 2^32
 * @param at in units of {@link Ring#UNIT} bytes, beginning anew after 2^28, twice the longest ring
 */
record Mark(int count, int ring, int at) {

  static final int LAST_RING = 12;

  private static final int AT_BITS = 28;
  private static final int AT_MASK = (1 << AT_BITS) - 1;

  static Mark of(long word) {
    return new Mark((int) (word >>> Integer.SIZE), (int) word >>> AT_BITS, (int) word & AT_MASK);
  }

  long word() {
    return (long) count << Integer.SIZE | (ring << AT_BITS | at) & 0xffff_ffffL;
  }

  /** Behind one more item. */
  Mark behind(int units) {
    return new Mark(count + 1, ring, at + units & AT_MASK);
  }

  /** The beginning of the next ring. */
  Mark nextRing() {
    return new Mark(count, ring + 1, 0);
  }

  /** How many items there are between an earlier one and this. */
  int itemsSince(Mark earlier) {
    return count - earlier.count;
  }

  /** How many units of this ring there are, if an earlier one may still be in the ring before. */
  int unitsSince(Mark earlier) {
    return at - (earlier.ring == ring ? earlier.at : 0) & AT_MASK;
  }
}
