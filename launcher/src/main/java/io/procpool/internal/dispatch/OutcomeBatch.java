package io.procpool.internal.dispatch;

import io.procpool.internal.engine.Outcomes;
import java.util.List;

/** Outcomes that came together. */
record OutcomeBatch(List<Outcomes<Object>> parts) implements Outcomes<Object> {

  @Override
  public int count() {
    return parts.stream().mapToInt(Outcomes::count).sum();
  }

  @Override
  public int failed() {
    return parts.stream().mapToInt(Outcomes::failed).sum();
  }

  @Override
  public long size() {
    return parts.stream().mapToLong(Outcomes::size).sum();
  }

  @Override
  public void open(Receiver<? super Object> receiver) {
    parts.forEach(part -> part.open(receiver));
  }

  @Override
  public void discard() {
    parts.forEach(Outcomes::discard);
  }
}
