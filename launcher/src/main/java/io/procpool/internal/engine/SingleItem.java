package io.procpool.internal.engine;

/**
 * The input of a call: one item.
 *
 * @param <T> an item
 */
public final class SingleItem<T> implements ChunkSource<T> {

  private final T item;
  private boolean isTaken;

  public SingleItem(T item) {
    this.item = item;
  }

  @Override
  public void fill(ChunkBuilder<T> chunk) {
    if (!isTaken) {
      isTaken = true;
      chunk.add(item);
    }
  }

  @Override
  public void cancel() {
    // nothing waits
  }

  @Override
  public boolean endsOnClose() {
    return false;
  }
}
