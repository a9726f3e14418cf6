package io.procpool.sharing.manager;

import io.procpool.sharing.ConnectionOptions;
import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** Makes objects, in the manager's process. */
final class DeskStore implements Desk {

  private final Server server;

  /** Concurrent: any client may give a name. */
  private final Map<String, Object> published = new ConcurrentHashMap<>();

  DeskStore(Server server) {
    this.server = server;
  }

  @Override
  public Object list(List<?> elements) {
    return new ListStore<>(elements);
  }

  @Override
  public Object array(Class<?> type, List<?> elements) {
    return arrayOf(type, elements);
  }

  @SuppressWarnings("unchecked")
  private static <E> Object arrayOf(Class<E> type, List<?> elements) {
    return new ArrayStore<>(type, (List<E>) elements); // it looks at each
  }

  @Override
  public Object dict(Map<?, ?> entries) {
    return new MapStore<>(entries);
  }

  @Override
  public Namespace namespace() {
    return new NamespaceStore();
  }

  @Override
  public Lock lock(boolean isReentrant) {
    return new CallerLock(isReentrant);
  }

  @Override
  public RemoteSemaphore semaphore(int permits, boolean isBounded) {
    return new CallerSemaphore(permits, isBounded ? permits : Integer.MAX_VALUE);
  }

  @Override
  public RemoteCondition condition() {
    return new CallerLock(true).newCondition();
  }

  @Override
  public RemoteEvent event() {
    return new EventStore();
  }

  @Override
  public RemoteBarrier barrier(int parties, SerializableRunnable action) {
    return new BarrierStore(parties, action);
  }

  @Override
  public Object queue(int capacity) {
    return new QueueStore<>(capacity);
  }

  @Override
  public Object value(Object value) {
    return new ValueStore<>(value);
  }

  @Override
  public Object create(String name, TaskCallable<?> supplier) throws Exception {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Class<?> face = Face.named(name, Caller.current().visitor().rules().filter(loader));
    Object made = Objects.requireNonNull(supplier.call(), "the supplier has given null");
    return server.proxy(Entry.of(face, face.cast(made)));
  }

  @Override
  public void publish(String name, Object object) {
    if (Proxies.handlerOf(object) == null) {
      throw new IllegalArgumentException("Only an object of this manager can be published.");
    }
    published.put(name, object);
  }

  @Override
  public Object find(String name) {
    Object object = published.get(name);
    if (object == null) {
      throw new NoSuchElementException("This manager has nothing published as " + name);
    }
    return object;
  }

  @Override
  public int objectCount() {
    return server.objects().count();
  }

  @Override
  public int listen(String host, int port, TaskCallable<ConnectionOptions> options)
      throws Exception {
    if (Caller.current().visitor().isRemote()) {
      throw new UnsupportedOperationException("Only a process of its machine may have it listen.");
    }
    return server.listen(new InetSocketAddress(host, port), options.call());
  }

  @Override
  public long pin(long object) {
    return server.objects().pin(Caller.current().visitor(), object);
  }

  @Override
  public boolean isPinned(long pin) {
    return server.objects().isPinned(pin);
  }

  @Override
  public void arrive(long object, long pin) {
    server.objects().arrive(Caller.current().visitor(), object, pin);
  }
}
