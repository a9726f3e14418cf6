package io.procpool.it.observing;

import io.procpool.PoolEvent;
import io.procpool.PoolListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what it is told. */
final class Ear implements PoolListener {

  private final List<PoolEvent> heard = new CopyOnWriteArrayList<>();
  private final Consumer<PoolEvent> deed;

  Ear() {
    this(event -> {});
  }

  /**
   * @param deed is done behind each event, there
   */
  Ear(Consumer<PoolEvent> deed) {
    this.deed = deed;
  }

  <E extends PoolEvent> List<E> heard(Class<E> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<PoolEvent> heard() {
    return heard;
  }

  private void hear(PoolEvent event) {
    heard.add(event);
    deed.accept(event);
  }

  @Override
  public void onWorkerStarted(PoolEvent.WorkerStarted event) {
    hear(event);
  }

  @Override
  public void onWorkerDied(PoolEvent.WorkerDied event) {
    hear(event);
  }

  @Override
  public void onWorkerRecycled(PoolEvent.WorkerRecycled event) {
    hear(event);
  }

  @Override
  public void onWorkerReplaced(PoolEvent.WorkerReplaced event) {
    hear(event);
  }

  @Override
  public void onChunkGiven(PoolEvent.ChunkGiven event) {
    hear(event);
  }

  @Override
  public void onTasksEnded(PoolEvent.TasksEnded event) {
    hear(event);
  }

  @Override
  public void onEventsDropped(PoolEvent.EventsDropped event) {
    hear(event);
  }
}
