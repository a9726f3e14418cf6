package io.procpool.sharing.manager;

import io.procpool.sharing.ConnectionOptions;
import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/** Object 0 of each manager, which makes the others. {@link Manager} says what each is. */
interface Desk {

  Object list(List<?> elements);

  Object array(Class<?> type, List<?> elements);

  Object dict(Map<?, ?> entries);

  Namespace namespace();

  Lock lock(boolean isReentrant);

  RemoteSemaphore semaphore(int permits, boolean isBounded);

  RemoteCondition condition();

  RemoteEvent event();

  RemoteBarrier barrier(int parties, SerializableRunnable action);

  Object queue(int capacity);

  Object value(Object value);

  Object create(String face, TaskCallable<?> supplier) throws Exception;

  void publish(String name, Object object);

  Object find(String name);

  int objectCount();

  int listen(String host, int port, TaskCallable<ConnectionOptions> options) throws Exception;

  long pin(long object);

  boolean isPinned(long pin);

  void arrive(long object, long pin);
}
