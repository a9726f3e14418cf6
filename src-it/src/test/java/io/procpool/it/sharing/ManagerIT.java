package io.procpool.it.sharing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Pipe;
import io.procpool.sharing.manager.Manager;
import io.procpool.sharing.manager.ManagerLostException;
import io.procpool.sharing.manager.Namespace;
import io.procpool.sharing.manager.RemoteBarrier;
import io.procpool.sharing.manager.RemoteCondition;
import io.procpool.sharing.manager.RemoteEvent;
import io.procpool.sharing.manager.RemoteQueue;
import io.procpool.sharing.manager.RemoteSemaphore;
import io.procpool.sharing.manager.RemoteValue;
import io.procpool.task.TaskConsumer;
import java.io.FileNotFoundException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects in a manager's process, used by this one and its children. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManagerIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static <A> void inChild(TaskConsumer<A> target, A argument) throws Exception {
    ChildProcess child = ChildProcess.of(target, argument).start();
    assertThat(child.join(LIMIT)).isTrue();
    assertThat(child.exitCode()).hasValue(0);
  }

  // ---- tutorial 003

  @Test
  void aDictAndAListAreChangedByAChild() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<Object, Object> dict = manager.dict();
      List<Integer> list = manager.list(IntStream.range(0, 10).boxed().toList());

      ChildProcess child = ChildProcess.of(ManagerIT::change, dict, list).start();
      assertThat(child.join(LIMIT)).isTrue();

      assertThat(dict).hasToString("{1=1, 2=2, 0.25=null}");
      assertThat(list).hasToString("[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]");
      assertThat(dict.get(1)).isEqualTo("1");
      assertThat(dict.get("2")).isEqualTo(2);
    }
  }

  private static void change(Map<Object, Object> dict, List<Integer> list) {
    dict.put(1, "1");
    dict.put("2", 2);
    dict.put(0.25, null);
    Collections.reverse(list);
  }

  // ---- the thirteen types

  @Test
  void aListIsAList() throws Exception {
    try (Manager manager = Manager.start()) {
      List<String> list = manager.list(List.of("b", "c"));

      inChild(l -> l.add(0, "a"), list);

      assertThat(list).isEqualTo(List.of("a", "b", "c")).hasSameHashCodeAs(List.of("a", "b", "c"));
      assertThat(list.add("d")).isTrue();
      assertThat(list.addAll(1, List.of("x", "y"))).isTrue();
      assertThat(list.remove("x")).isTrue();
      assertThat(list.remove("x")).isFalse();
      assertThat(list.remove(1)).isEqualTo("y");
      assertThat(list.set(0, "z")).isEqualTo("a");
      assertThat(list.indexOf("c")).isEqualTo(2);
      assertThat(list.lastIndexOf("?")).isEqualTo(-1);
      assertThat(list.contains("d")).isTrue();
      assertThat(list.subList(1, 3)).isEqualTo(List.of("b", "c"));
      list.sort(Comparator.reverseOrder());
      assertThat(list.toArray()).containsExactly("z", "d", "c", "b");
      list.replaceAll(String::toUpperCase);
      assertThat(list.removeIf("C"::equals)).isTrue();
      assertThat(list.stream().toList()).containsExactly("Z", "D", "B");
      assertThat(list.retainAll(List.of("Z"))).isTrue();
      assertThat(list).containsExactly("Z");
      assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> list.iterator().remove())
          .isInstanceOf(UnsupportedOperationException.class);
      list.clear();
      assertThat(list.isEmpty()).isTrue();
    }
  }

  @Test
  void aDictIsAConcurrentMap() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Integer> dict = manager.dict(Map.of("a", 1));

      inChild(d -> d.put("b", 2), dict);

      assertThat(dict).isEqualTo(Map.of("a", 1, "b", 2));
      assertThat(dict.putIfAbsent("a", 5)).isEqualTo(1);
      assertThat(dict.putIfAbsent("c", 3)).isNull();
      assertThat(dict.replace("c", 3, 4)).isTrue();
      assertThat(dict.replace("c", 3, 5)).isFalse();
      assertThat(dict.replace("?", 3)).isNull();
      assertThat(dict.remove("c", 3)).isFalse();
      assertThat(dict.remove("c", 4)).isTrue();
      assertThat(dict.compute("a", (k, v) -> v + 1)).isEqualTo(2);
      assertThat(dict.compute("a", plusOne())).isEqualTo(3);
      assertThat(dict.compute("a", (k, v) -> null)).isNull();
      assertThat(dict.computeIfAbsent("a", String::length)).isEqualTo(1);
      assertThat(dict.computeIfAbsent("a", k -> 7)).isEqualTo(1);
      assertThat(dict.computeIfPresent("a", (k, v) -> v + 1)).isEqualTo(2);
      assertThat(dict.computeIfPresent("?", (k, v) -> v + 1)).isNull();
      assertThat(dict.merge("b", 10, Integer::sum)).isEqualTo(12);
      assertThat(dict.merge("d", 10, Integer::sum)).isEqualTo(10);
      dict.replaceAll((k, v) -> v * 2);
      assertThat(dict.getOrDefault("?", -1)).isEqualTo(-1);
      assertThat(dict.keySet()).containsExactlyInAnyOrder("a", "b", "d");
      assertThat(dict.values()).containsExactlyInAnyOrder(4, 24, 20);
      dict.entrySet().iterator().next().setValue(0);
      Iterator<String> keys = dict.keySet().iterator();
      String first = keys.next();
      assertThat(dict).containsEntry(first, 0);
      keys.remove();
      assertThat(dict.containsKey(first)).isFalse();
      assertThat(dict.containsValue(20)).isTrue();
      dict.clear();
      assertThat(dict).isEmpty();
    }
  }

  private static BiFunction<String, Integer, Integer> plusOne() {
    return (BiFunction<String, Integer, Integer> & Serializable) (k, v) -> v + 1;
  }

  @Test
  void valuesWithoutEqualsCanBeComputedToo() {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Bare> dict = manager.dict(Map.of("a", new Bare(1)));
      List<Bare> list = manager.list(List.of(new Bare(2), new Bare(1)));
      RemoteValue<Bare> value = manager.value(new Bare(5));

      assertThat(dict.compute("a", (k, v) -> new Bare(v.number + 1)).number).isEqualTo(2);
      list.sort(Comparator.comparing(bare -> bare.number));
      value.updateAndGet(bare -> new Bare(bare.number + 1));

      assertThat(dict.get("a").number).isEqualTo(2);
      assertThat(list).extracting(bare -> bare.number).containsExactly(1, 2);
      assertThat(value.get().number).isEqualTo(6);
    }
  }

  private static final class Bare {

    private final int number;

    Bare(int number) {
      this.number = number;
    }
  }

  @Test
  void severalProcessesCountExactly() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Integer> dict = manager.dict();
      RemoteValue<Integer> value = manager.value(0);
      List<Integer> list = manager.list();
      List<ChildProcess> children = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        children.add(ChildProcess.of(() -> count(dict, value, list)).start());
      }
      for (ChildProcess child : children) {
        assertThat(child.join(LIMIT)).isTrue();
      }
      assertThat(dict).containsEntry("here", 600).containsEntry("there", 600);
      assertThat(value.get()).isEqualTo(600);
      assertThat(list).hasSize(600);
    }
  }

  private static void count(
      ConcurrentMap<String, Integer> dict, RemoteValue<Integer> value, List<Integer> list) {
    for (int i = 0; i < 200; i++) {
      dict.merge("here", 1, (a, b) -> a + b);
      dict.merge(
          "there", 1, (BiFunction<Integer, Integer, Integer> & Serializable) (a, b) -> a + b);
      value.updateAndGet(n -> n + 1);
      list.add(i);
    }
  }

  @Test
  void aNamespaceHasNamedValues() throws Exception {
    try (Manager manager = Manager.start()) {
      Namespace namespace = manager.namespace();

      inChild(n -> n.set("x", 10), namespace);

      assertThat(namespace.get("x", Integer.class)).isEqualTo(10);
      namespace.set("y", null);
      assertThat(namespace.get("y")).isNull();
      assertThat(namespace.names()).containsExactlyInAnyOrder("x", "y");
      namespace.remove("x");
      assertThatThrownBy(() -> namespace.get("x"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("x has no value");
      assertThat(namespace).hasToString("Namespace{y=null}");
    }
  }

  @Test
  void aLockIsOfAProcessAndAReentrantOneOfAThread() throws Exception {
    try (Manager manager = Manager.start()) {
      Lock lock = manager.lock();
      Lock reentrant = manager.reentrantLock();
      lock.lock();
      reentrant.lock();
      reentrant.lock();

      inChild(ManagerIT::requireLocked, lock);
      inChild(ManagerIT::requireLocked, reentrant);
      assertThat(lock.tryLock()).isFalse();
      assertThat(ManagerIT.<Boolean>elsewhere(reentrant::tryLock)).isFalse();
      elsewhere(
          () -> {
            lock.unlock();
            return true;
          });
      reentrant.unlock();
      inChild(ManagerIT::requireLocked, reentrant);
      reentrant.unlock();

      inChild(ManagerIT::lockAndUnlock, lock);
      inChild(ManagerIT::lockAndUnlock, reentrant);
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(reentrant::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }
  }

  private static void requireLocked(Lock lock) throws Exception {
    if (lock.tryLock() || lock.tryLock(10, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("it is not locked");
    }
    try {
      lock.unlock();
    } catch (IllegalMonitorStateException e) {
      return;
    }
    throw new IllegalStateException("it was unlocked");
  }

  private static void lockAndUnlock(Lock lock) {
    lock.lock();
    lock.unlock();
  }

  private static <T> T elsewhere(Callable<T> call) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return call.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void semaphoresCountPermits() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteSemaphore semaphore = manager.semaphore(1);
      RemoteSemaphore bounded = manager.boundedSemaphore(1);
      semaphore.acquire();
      bounded.acquire();

      assertThat(semaphore.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
      inChild(RemoteSemaphore::release, semaphore);
      inChild(RemoteSemaphore::release, bounded);

      assertThat(semaphore.tryAcquire()).isTrue();
      semaphore.release();
      semaphore.release();
      assertThat(semaphore.availablePermits()).isEqualTo(2);
      assertThatThrownBy(bounded::release).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> manager.semaphore(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aConditionWakesWhoWaits() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteCondition condition = manager.condition();
      RemoteValue<Integer> state = manager.value(0);
      condition.lock().lock();
      condition.lock().lock();
      ChildProcess child = ChildProcess.of(ManagerIT::raise, condition, state).start();
      try {
        while (state.get() < 3) {
          assertThat(condition.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(condition.awaitNanos(1000)).isLessThanOrEqualTo(0);
      } finally {
        condition.lock().unlock();
        condition.lock().unlock();
      }
      assertThat(child.join(LIMIT)).isTrue();
      assertThat(child.exitCode()).hasValue(0);
      assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    }
  }

  private static void raise(RemoteCondition condition, RemoteValue<Integer> state) {
    for (int i = 0; i < 3; i++) {
      condition.lock().lock();
      try {
        state.updateAndGet(n -> n + 1);
        condition.signalAll();
      } finally {
        condition.lock().unlock();
      }
    }
  }

  @Test
  void anEventLetsGo() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteEvent event = manager.event();
      assertThat(event.await(0, TimeUnit.SECONDS)).isFalse();
      ChildProcess child = ChildProcess.of(RemoteEvent::set, event).start();
      event.await();
      assertThat(event.isSet()).isTrue();
      event.clear();
      assertThat(event.isSet()).isFalse();
      assertThat(child.join(LIMIT)).isTrue();
    }
  }

  @Test
  void aBarrierLetsGoWhenAllHaveCome() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteBarrier barrier = manager.barrier(2);
      ChildProcess child = ChildProcess.of(ManagerIT::tenTimes, barrier).start();
      for (int i = 0; i < 10; i++) {
        assertThat(barrier.await(60, TimeUnit.SECONDS)).isBetween(0, 1);
      }
      assertThat(child.join(LIMIT)).isTrue();
      assertThatThrownBy(() -> barrier.await(10, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(barrier.isBroken()).isTrue();
      assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
      barrier.reset();
      assertThat(barrier.isBroken()).isFalse();
      assertThat(barrier.getParties()).isEqualTo(2);
      barrier.abort();
      assertThat(barrier.isBroken()).isTrue();
      assertThat(barrier.getNumberWaiting()).isZero();
    }
  }

  private static void tenTimes(RemoteBarrier barrier) throws Exception {
    for (int i = 0; i < 10; i++) {
      barrier.await(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aQueueIsABlockingQueue() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteQueue<Integer> queue = manager.queue(2);
      ChildProcess child = ChildProcess.of(ManagerIT::putTen, queue).start();
      for (int i = 0; i < 10; i++) {
        assertThat(queue.take()).isEqualTo(i);
        queue.taskDone();
      }
      queue.join();
      assertThat(child.join(LIMIT)).isTrue();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(queue.poll()).isNull();
      assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
      assertThat(queue.offer(1)).isTrue();
      queue.add(2);
      assertThat(queue.offer(3)).isFalse();
      assertThat(queue.offer(3, 1, TimeUnit.MILLISECONDS)).isFalse();
      assertThatThrownBy(() -> queue.add(3)).isInstanceOf(IllegalStateException.class);
      assertThat(queue.join(1, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(queue.peek()).isEqualTo(1);
      assertThat(queue).containsExactly(1, 2);
      assertThat(queue.remainingCapacity()).isZero();
      List<Integer> drained = new ArrayList<>();
      assertThat(queue.drainTo(drained)).isEqualTo(2);
      assertThat(drained).containsExactly(1, 2);
      queue.taskDone();
      queue.taskDone();
      assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> queue.put(null)).isInstanceOf(NullPointerException.class);
    }
  }

  private static void putTen(RemoteQueue<Integer> queue) throws Exception {
    for (int i = 0; i < 10; i++) {
      queue.put(i);
    }
    queue.join();
  }

  @Test
  void aValueAndAnArrayAreSet() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteValue<Double> value = manager.value(0.0);
      List<Integer> array = manager.array(Integer.class, List.of(0, 1, 2));

      inChild(v -> v.set(3.1415927), value);
      inChild(a -> a.replaceAll(n -> -n), array);

      assertThat(value.get()).isEqualTo(3.1415927);
      assertThat(value.compareAndSet(3.0, 1.0)).isFalse();
      assertThat(value.compareAndSet(3.1415927, 1.0)).isTrue();
      assertThat(value.getAndSet(2.0)).isEqualTo(1.0);
      assertThat(value).hasToString("2.0");
      assertThat(array).hasToString("[0, -1, -2]");
      assertThatThrownBy(() -> array.add(3)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> setText(array)).isInstanceOf(ClassCastException.class);
      assertThat(manager.array(3, 0.5)).containsExactly(0.5, 0.5, 0.5);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void setText(List array) {
    array.set(0, "text");
  }

  // ---- S97: nested

  @Test
  void aNestedProxyIsLiveAndAPlainNestedValueIsACopy() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, List<Integer>> dict = manager.dict();
      dict.put("live", manager.list(List.of(1)));
      dict.put("copy", new ArrayList<>(List.of(1)));

      dict.get("live").add(2);
      dict.get("copy").add(2);
      inChild(d -> d.get("live").add(3), dict);

      assertThat(dict.get("live")).containsExactly(1, 2, 3);
      assertThat(dict.get("copy")).containsExactly(1);

      List<Object> list = manager.list();
      list.add(Map.of("lock", manager.lock(), "event", manager.event(), "own", dict));
      Map<?, ?> nested = (Map<?, ?>) list.get(0);
      inChild(map -> ((RemoteEvent) map.get("event")).set(), new HashMap<>(nested));
      assertThat(((RemoteEvent) nested.get("event")).isSet()).isTrue();
      assertThat(((Lock) nested.get("lock")).tryLock()).isTrue();
      assertThat(nested.get("own")).isEqualTo(dict);
    }
  }

  @Test
  void twoProxiesOfOneObjectAreEqual() {
    try (Manager manager = Manager.start()) {
      RemoteEvent event = manager.event();
      List<RemoteEvent> list = manager.list(List.of(event));

      assertThat(list.get(0)).isEqualTo(event).hasSameHashCodeAs(event);
      assertThat(list.get(0)).isNotEqualTo(manager.event());
      assertThat(list.contains(event)).isTrue();
    }
  }

  // ---- users' types, and what goes wrong

  interface Account {

    int deposit(int amount) throws FileNotFoundException;

    Object odd();

    int size(Object argument);
  }

  private static final class Bank implements Account {

    private int balance;

    @Override
    public synchronized int deposit(int amount) throws FileNotFoundException {
      if (amount < 0) {
        throw new FileNotFoundException("no account for " + amount);
      }
      return balance += amount;
    }

    @Override
    public Object odd() {
      return new Thread("cannot be sent");
    }

    @Override
    public int size(Object argument) {
      return ((List<?>) argument).size();
    }

    @Override
    public String toString() {
      return "bank with " + balance;
    }
  }

  @Test
  void aTypeOfAUserIsSharedByItsInterface() throws Exception {
    try (Manager manager = Manager.start()) {
      Account account = manager.create(Account.class, Bank::new);

      inChild(a -> a.deposit(5), account);

      assertThat(account.deposit(1)).isEqualTo(6);
      assertThat(account).hasToString("bank with 6");
      assertThat(account.size(manager.list(List.of(1, 2)))).isEqualTo(2);
      assertThatThrownBy(() -> manager.create(Account.class, () -> null))
          .isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> manager.create(Bank.class, Bank::new))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  // S97
  @Test
  void anExceptionHasItsTypeAndBothStacks() {
    try (Manager manager = Manager.start()) {
      Account account = manager.create(Account.class, Bank::new);

      Throwable thrown = catchThrowable(() -> account.deposit(-1));

      assertThat(thrown)
          .isExactlyInstanceOf(FileNotFoundException.class)
          .hasMessage("no account for -1");
      List<String> methods =
          Arrays.stream(thrown.getStackTrace())
              .map(frame -> frame.getClassName() + "." + frame.getMethodName())
              .toList();
      assertThat(methods.get(0)).isEqualTo(Bank.class.getName() + ".deposit");
      assertThat(methods)
          .anyMatch(method -> method.contains("VisitorLine"))
          .anyMatch(method -> method.contains("called from"))
          .anyMatch(method -> method.startsWith(ManagerIT.class.getName() + "."));
    }
  }

  @Test
  void whatCannotCrossIsAFailureOfItsCallAlone() throws Exception {
    try (Manager manager = Manager.start()) {
      Account account = manager.create(Account.class, Bank::new);
      List<Object> list = manager.list();

      assertThatThrownBy(account::odd)
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Thread");
      assertThatThrownBy(() -> list.add(new Thread("neither")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Thread");

      assertThat(list).isEmpty();
      assertThat(account.deposit(1)).isEqualTo(1);
    }
  }

  @Test
  void anInterruptEndsWhatCanBeInterruptedAndNothingIsLost() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteQueue<Integer> queue = manager.queue();
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread taking =
          new Thread(
              () -> {
                try {
                  queue.take();
                } catch (Throwable e) {
                  end.complete(e);
                }
              });
      taking.start();
      eventually(
          "it waits", () -> taking.getState() == Thread.State.RUNNABLE && isIn(taking, "take"));
      taking.interrupt();
      assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      taking.join(60_000);

      queue.put(1);
      Thread.currentThread().interrupt();
      assertThat(queue.peek()).as("what cannot be interrupted").isEqualTo(1);
      assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
      assertThat(queue.take()).isEqualTo(1);
    }
  }

  private static boolean isIn(Thread thread, String method) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  // ---- S97: who dies

  @Test
  void aKilledClientLosesItsLocksPermitsAndReferences() throws Exception {
    try (Manager manager = Manager.start()) {
      Lock lock = manager.lock();
      Lock reentrant = manager.reentrantLock();
      RemoteSemaphore semaphore = manager.semaphore(1);
      RemoteEvent isReady = manager.event();
      int objects = manager.objectCount();
      Map<String, Object> all =
          new LinkedHashMap<>(
              Map.of(
                  "lock", lock, "reentrant", reentrant, "semaphore", semaphore, "ready", isReady));
      ChildProcess child =
          ChildProcess.of(
                  () -> {
                    List<Object> own = holdAll(all);
                    Deeds.sleep(120);
                    own.clear();
                  })
              .start();
      isReady.await();
      assertThat(manager.objectCount()).isEqualTo(objects);
      assertThat(lock.tryLock()).isFalse();
      assertThat(reentrant.tryLock()).isFalse();
      assertThat(semaphore.tryAcquire()).isFalse();

      child.kill();

      assertThat(lock.tryLock(60, TimeUnit.SECONDS)).isTrue();
      assertThat(reentrant.tryLock(60, TimeUnit.SECONDS)).isTrue();
      assertThat(semaphore.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.join(LIMIT)).isTrue();
    }
  }

  private static List<Object> holdAll(Map<String, Object> all) throws Exception {
    ((Lock) all.get("lock")).lock();
    ((Lock) all.get("reentrant")).lock();
    ((Lock) all.get("reentrant")).lock();
    ((RemoteSemaphore) all.get("semaphore")).acquire();
    ((RemoteEvent) all.get("ready")).set();
    return new ArrayList<>(all.values());
  }

  @Test
  void aClientThatIsKilledWhileItWaitsTakesNothing() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteQueue<Integer> queue = manager.queue();
      RemoteBarrier barrier = manager.barrier(2);
      Lock lock = manager.lock();
      lock.lock();
      ChildProcess taking = ChildProcess.of(RemoteQueue::take, queue).start();
      ChildProcess coming = ChildProcess.of(RemoteBarrier::await, barrier).start();
      ChildProcess locking = ChildProcess.of(Lock::lock, lock).start();
      eventually("it has come", () -> barrier.getNumberWaiting() == 1);
      taking.kill();
      coming.kill();
      locking.kill();
      for (ChildProcess child : List.of(taking, coming, locking)) {
        assertThat(child.join(LIMIT)).isTrue();
      }

      eventually("the round is broken", barrier::isBroken);
      queue.put(1);
      assertThat(queue.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
      lock.unlock();
      assertThat(lock.tryLock(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theObjectCountReturnsToZero() throws Exception {
    try (Manager manager = Manager.start()) {
      useAndForget(manager);

      eventually(
          "no object is left",
          () -> {
            System.gc();
            return manager.objectCount() == 0;
          });
    }
  }

  private static void useAndForget(Manager manager) throws Exception {
    List<Object> list = manager.list();
    list.add(manager.list(List.of(1)));
    list.add(list.get(0));
    inChild(l -> l.add(l.get(0)), list);
    ChildProcess killed = ChildProcess.of(l -> Deeds.sleep(120), manager.dict()).start();
    killed.kill();
    assertThat(killed.join(LIMIT)).isTrue();
    assertThat(manager.objectCount()).isPositive();
  }

  @Test
  void aProxyOnItsWayKeepsItsObject() throws Exception {
    try (Manager manager = Manager.start()) {
      RemoteQueue<Object> results = manager.queue();
      Pipe pipe = Pipe.create(false);
      ChildProcess child =
          ChildProcess.of(
                  (connection, out) -> {
                    List<?> list = (List<?>) connection.receive();
                    out.put(list.size());
                  },
                  pipe.first(),
                  results)
              .start();
      pipe.second().send(manager.list(List.of(1, 2, 3)));
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      assertThat(results.poll(60, TimeUnit.SECONDS)).isEqualTo(3);
      assertThat(child.join(LIMIT)).isTrue();
      pipe.second().close();
    }
  }

  // S97
  @Test
  void afterTheManagerIsKilledCallsFailSoon() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Integer> dict = manager.dict();
      RemoteQueue<Integer> queue = manager.queue();
      CompletableFuture<Throwable> waiting = new CompletableFuture<>();
      Thread taking =
          new Thread(
              () -> {
                try {
                  queue.take();
                } catch (Throwable e) {
                  waiting.complete(e);
                }
              });
      taking.start();
      eventually("it waits", () -> isIn(taking, "take"));

      ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();

      assertThat(waiting.get(2, TimeUnit.SECONDS)).isInstanceOf(ManagerLostException.class);
      long begun = System.nanoTime();
      assertThatThrownBy(() -> dict.put("a", 1)).isInstanceOf(ManagerLostException.class);
      assertThatThrownBy(manager::list).isInstanceOf(ManagerLostException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThat(manager.event().toString()).isNotNull();
    } catch (ManagerLostException e) {
      assertThat(e).hasMessageContaining("manager");
    }
  }

  @Test
  void aManagerThatCannotStartSaysSo() {
    assertThatThrownBy(() -> Manager.start("-XX:+NoSuchFlag"))
        .hasMessageContaining("could not be started");
  }

  @Test
  void afterCloseCallsFail() {
    Manager manager = Manager.start();
    List<Integer> list = manager.list();
    manager.close();
    manager.close();
    assertThatThrownBy(list::size).isInstanceOf(ManagerLostException.class);
    assertThat(ProcessHandle.of(manager.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void proxiesGoToTasksOfAPool() {
    try (Manager manager = Manager.start();
        ProcessPool pool = ProcessPool.create(2)) {
      List<Integer> list = manager.list();
      Lock lock = manager.lock();
      pool.map(
          number -> {
            lock.lock();
            try {
              return list.add(number * number);
            } finally {
              lock.unlock();
            }
          },
          List.of(1, 2, 3, 4));
      assertThat(list).containsExactlyInAnyOrder(1, 4, 9, 16);
      assertThat(pool.apply(() -> list)).hasSize(4);
    }
  }
}
