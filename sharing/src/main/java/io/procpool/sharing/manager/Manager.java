package io.procpool.sharing.manager;

import io.procpool.ProcpoolException;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Connection;
import io.procpool.sharing.ConnectionOptions;
import io.procpool.sharing.Pipe;
import io.procpool.task.SerializableRunnable;
import io.procpool.task.TaskCallable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;

/**
 * A process that holds objects for others, which use them by proxies: what {@code
 * multiprocessing.Manager} is to Python.
 *
 * <pre>{@code
 * try (Manager manager = Manager.start()) {
 *   ConcurrentMap<Object, Object> dict = manager.dict();
 *   List<Integer> list = manager.list(List.of(0, 1, 2, 3));
 *   ChildProcess child = ChildProcess.of((d, l) -> {
 *     d.put(1, "1");
 *     Collections.reverse(l);
 *   }, dict, list).start();
 *   child.join();
 *   System.out.println(dict + " " + list);             // {1=1} [3, 2, 1, 0]
 * }
 * }</pre>
 *
 * <p><b>Proxies.</b> Each call is carried out in the manager's process, while its caller waits; an
 * interrupt ends it as it would here. Arguments and results are copies, but a proxy stays one: a
 * list that is put into a map by its proxy is the same list for all, where a list of this JVM's own
 * is copied, and what is done to a copy is done to nothing else. What a method throws is thrown
 * here, with the stack there and the stack here, as what it was if its class can cross.
 *
 * <p><b>Passing them on.</b> A proxy that is an argument of a {@link ChildProcess} or of a pool's
 * task, captured by a lambda, or sent through a connection, is one where it arrives.
 *
 * <p><b>Whose they are.</b> The manager keeps an object as long as there is a proxy of it that no
 * garbage collection has found unused, or another of its objects has it. A process that ends, in
 * whatever way, loses its proxies, its locks, which the next gets, its permits, and its place in
 * queues and barriers.
 *
 * <p><b>From other machines</b>, after {@link #listen}, others {@link #connect} by a key. What they
 * send, and are sent, is made of the JDK's values and of classes that are allowed by name.
 *
 * <p>If the manager's process ends, all calls fail with a {@link ManagerLostException}, also those
 * that are waiting. It ends with the JVM that has started it. Safe for use by several threads, as
 * are proxies.
 */
public final class Manager implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Session session;

  /** {@code null}, as the one below, if another process has started it. */
  private final ChildProcess process;

  /** The manager ends with it. */
  private final Connection life;

  private Manager(Session session, ChildProcess process, Connection life) {
    this.session = session;
    this.process = process;
    this.life = life;
  }

  // ---- its life

  /**
   * Starts one for processes of this user on this machine; no port is opened.
   *
   * @param jvmArgs flags for its JVM, such as {@code -Xmx2g}
   * @return a new one, to be closed
   * @throws ProcpoolException if it cannot be started
   */
  public static Manager start(String... jvmArgs) {
    Pipe pipe = Pipe.create(true);
    ChildProcess process =
        ChildProcess.of(Server::run, pipe.second()).name("manager").daemon(true).jvmArgs(jvmArgs);
    process.start();
    try {
      String place = pipe.first().receive(String.class);
      Session session = Session.connect(UnixDomainSocketAddress.of(place), Rules.LOCAL, false);
      Sessions.add(session);
      return new Manager(session, process, pipe.first());
    } catch (IOException | RuntimeException e) {
      Talk.closeQuietly(pipe.first());
      process.kill();
      throw new ProcpoolException("The manager could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Connects with one that {@linkplain #listen listens}, on this machine or another.
   *
   * @param address where it listens
   * @param options with its key, and TLS if it has TLS; classes beside the JDK's values cross if
   *     they {@linkplain ConnectionOptions#allowClasses are allowed}, here and there
   * @return a view of it, to be closed
   * @throws io.procpool.sharing.AuthenticationException if it has another key
   * @throws IOException if there is none, or it does not say what it should in time
   */
  public static Manager connect(SocketAddress address, ConnectionOptions options)
      throws IOException {
    return new Manager(Session.connect(address, options, true), null, null);
  }

  /**
   * Lets others connect over TCP. Only those who prove that they have the key, and before that
   * nothing of them is read but some bytes of a fixed number.
   *
   * @param address of the manager's machine; port 0 is any that is free
   * @param options makes them in the manager's process: a key, and perhaps TLS and {@linkplain
   *     ConnectionOptions#allowClasses classes} beside the JDK's values
   * @return where it listens
   * @throws IOException if it cannot
   * @throws IllegalArgumentException if there is no key
   */
  public InetSocketAddress listen(
      InetSocketAddress address, TaskCallable<ConnectionOptions> options) throws IOException {
    try {
      int port = session.desk().listen(address.getHostString(), address.getPort(), options);
      return new InetSocketAddress(address.getHostString(), port);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ProcpoolException("The manager cannot listen: " + e.getMessage(), e);
    }
  }

  /**
   * {@return the process id of the manager}
   *
   * @throws IllegalStateException if another process has started it
   */
  public long pid() {
    if (process == null) {
      throw new IllegalStateException("This manager was started by another process.");
    }
    return process.pid();
  }

  /** {@return how many of its objects have proxies} */
  public int objectCount() {
    return session.desk().objectCount();
  }

  /**
   * Ends it, and all its objects, if this JVM has started it; else only leaves it. May be called
   * again.
   */
  @Override
  public void close() {
    session.close();
    if (process != null) {
      Talk.closeQuietly(life);
      end();
    }
  }

  private void end() {
    try {
      if (!process.join(PATIENCE)) {
        process.kill();
        process.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
    }
  }

  // ---- objects

  /**
   * {@return a new list that is empty}
   *
   * @param <E> what the items are
   */
  public <E> List<E> list() {
    return list(List.of());
  }

  /**
   * {@return a new list}
   *
   * <p>Its iterators are of the list as it was, and cannot change it; {@code sort}, {@code
   * replaceAll} and {@code removeIf} are atomic, and run their function here.
   *
   * @param <E> what the items are
   * @param elements at first
   */
  @SuppressWarnings("unchecked")
  public <E> List<E> list(Collection<? extends E> elements) {
    return (List<E>) session.desk().list(new ArrayList<>(elements));
  }

  /**
   * {@return a new map that is empty}
   *
   * @param <K> what its keys are
   * @param <V> what its values are
   */
  public <K, V> ConcurrentMap<K, V> dict() {
    return dict(Map.of());
  }

  /**
   * {@return a new map, which remembers the order in which keys were put in}
   *
   * <p>Values may be {@code null}. {@code compute} and those like it are atomic: their function
   * runs in the manager if it is serializable, as in {@code (BiFunction<K, V, V> & Serializable)
   * (k, v) -> ...}, and the manager is on this machine; else here, and again if another process was
   * faster.
   *
   * @param <K> what its keys are
   * @param <V> what its values are
   * @param entries at first
   */
  @SuppressWarnings("unchecked")
  public <K, V> ConcurrentMap<K, V> dict(Map<? extends K, ? extends V> entries) {
    return (ConcurrentMap<K, V>) session.desk().dict(new LinkedHashMap<>(entries));
  }

  /**
   * New named values.
   *
   * @return a new namespace
   */
  public Namespace namespace() {
    return session.desk().namespace();
  }

  /**
   * {@return a new lock that a process holds: any thread of that can unlock it}
   *
   * <p>It is not reentrant: who holds it and locks it again waits for himself.
   */
  public Lock lock() {
    return session.desk().lock(false);
  }

  /** {@return a new lock that a thread holds, and can lock again} */
  public Lock reentrantLock() {
    return session.desk().lock(true);
  }

  /**
   * {@return a new semaphore}
   *
   * @param permits at first, 0 or more
   */
  public RemoteSemaphore semaphore(int permits) {
    return session.desk().semaphore(permits, false);
  }

  /**
   * {@return a new semaphore that never has more permits than at first}
   *
   * @param permits at first, 0 or more
   */
  public RemoteSemaphore boundedSemaphore(int permits) {
    return session.desk().semaphore(permits, true);
  }

  /** {@return a new condition, with a reentrant lock of its own} */
  public RemoteCondition condition() {
    return session.desk().condition();
  }

  /** {@return a new event that has not happened} */
  public RemoteEvent event() {
    return session.desk().event();
  }

  /**
   * {@return a new barrier}
   *
   * @param parties how many have to come, 1 or more
   */
  public RemoteBarrier barrier(int parties) {
    return barrier(parties, null);
  }

  /**
   * {@return a new barrier}
   *
   * @param parties how many have to come, 1 or more
   * @param action is run in the manager when all have come, before they go on, or {@code null}
   */
  public RemoteBarrier barrier(int parties, SerializableRunnable action) {
    return session.desk().barrier(parties, action);
  }

  /**
   * {@return a new queue, which is never full}
   *
   * @param <E> what the items are
   */
  public <E> RemoteQueue<E> queue() {
    return queue(Integer.MAX_VALUE);
  }

  /**
   * {@return a new queue}
   *
   * @param <E> what the items are
   * @param capacity how many it has room for, 1 or more
   */
  @SuppressWarnings("unchecked")
  public <E> RemoteQueue<E> queue(int capacity) {
    return (RemoteQueue<E>) session.desk().queue(capacity);
  }

  /**
   * {@return a new value}
   *
   * @param <T> what it is
   * @param initial at first
   */
  @SuppressWarnings("unchecked")
  public <T> RemoteValue<T> value(T initial) {
    return (RemoteValue<T>) session.desk().value(initial);
  }

  /**
   * {@return a new array: a list whose length is fixed}
   *
   * @param <E> what the items are
   * @param type of each element; another is a {@link ClassCastException}
   * @param elements at first
   */
  @SuppressWarnings("unchecked")
  public <E> List<E> array(Class<E> type, Collection<? extends E> elements) {
    return (List<E>) session.desk().array(type, new ArrayList<>(elements));
  }

  /**
   * {@return a new array}
   *
   * @param <E> what the items are
   * @param length 0 or more
   * @param initial what each element is at first
   */
  @SuppressWarnings("unchecked")
  public <E> List<E> array(int length, E initial) {
    return array((Class<E>) initial.getClass(), Collections.nCopies(length, initial));
  }

  /**
   * {@return a new object of a type of yours}
   *
   * <pre>{@code
   * Counter counter = manager.create(Counter.class, CounterInMemory::new);
   * }</pre>
   *
   * Its methods may be called by several threads at a time.
   *
   * @param <T> that interface
   * @param face an interface, and all that can be called of it
   * @param supplier makes it, in the manager's process
   * @throws ProcpoolException if the supplier throws something checked
   */
  public <T> T create(Class<T> face, TaskCallable<? extends T> supplier) {
    if (!face.isInterface()) {
      throw new IllegalArgumentException(face.getName() + " is not an interface");
    }
    try {
      return face.cast(session.desk().create(face.getName(), supplier));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ProcpoolException("The object could not be made: " + e, e);
    }
  }

  /**
   * Gives an object a name by which processes {@link #find} it that have no proxy. The manager
   * keeps it from now on, unless the name is given to another.
   *
   * @param name any text
   * @param object a proxy of this manager
   */
  public void publish(String name, Object object) {
    session.desk().publish(Objects.requireNonNull(name), object);
  }

  /**
   * {@return a proxy of what was published by a name}
   *
   * @param <T> that type
   * @param name as it was published
   * @param type an interface that it has
   * @throws java.util.NoSuchElementException if nothing was
   * @throws ClassCastException if it is of another type
   */
  public <T> T find(String name, Class<T> type) {
    return type.cast(session.desk().find(name));
  }

  @Override
  public String toString() {
    return "manager" + (process == null ? "" : " " + process);
  }
}
