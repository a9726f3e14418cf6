package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VariablesTest {

  @Test
  void valuesAreReadSetAndChanged() {
    try (SharedLong number = SharedLong.create(Long.MAX_VALUE);
        SharedInt small = SharedInt.create(7);
        SharedDouble real = SharedDouble.create(0.5);
        SharedBoolean flag = SharedBoolean.create(true)) {
      assertThat(number.incrementAndGet()).isEqualTo(Long.MIN_VALUE);
      assertThat(number.getAndSet(5)).isEqualTo(Long.MIN_VALUE);
      assertThat(number.updateAndGet(value -> value * 3)).isEqualTo(15);
      assertThat(number.accumulateAndGet(4, Math::min)).isEqualTo(4);
      assertThat(number.compareAndSet(3, 9)).isFalse();
      assertThat(small.addAndGet(-10)).isEqualTo(-3);
      assertThat(small.decrementAndGet()).isEqualTo(-4);
      assertThat(real.addAndGet(0.25)).isEqualTo(0.75);
      assertThat(real.compareAndSet(0.75, 3.1415927)).isTrue();
      assertThat(real).hasToString("3.1415927");
      assertThat(flag.getAndSet(false)).isTrue();
      assertThat(flag.compareAndSet(false, true)).isTrue();
      assertThat(flag.get()).isTrue();
      flag.setPlain(false);
      assertThat(flag.getPlain()).isFalse();
    }
  }

  @Test
  void anAtomicAddLosesNothing() throws Exception {
    try (SharedLong number = SharedLong.create(0);
        SharedDouble real = SharedDouble.create(0);
        SharedIntArray array = SharedIntArray.create(2)) {
      Threads.all(
          4,
          () -> {
            for (int i = 0; i < 10_000; i++) {
              number.incrementAndGet();
              real.addAndGet(1);
              array.getAndAdd(1, 2);
            }
            return null;
          });
      assertThat(number.get()).isEqualTo(40_000);
      assertThat(real.get()).isEqualTo(40_000);
      assertThat(array.toArray()).containsExactly(0, 80_000);
    }
  }

  @Test
  void arraysKeepTheirElementsAndTheirBounds() {
    try (SharedLongArray longs = SharedLongArray.of(1, 2, 3);
        SharedIntArray ints = SharedIntArray.of(0, 1, 2, 3);
        SharedDoubleArray doubles = SharedDoubleArray.create(4);
        SharedByteArray bytes = SharedByteArray.create(3)) {
      longs.set(2, Long.MIN_VALUE);
      assertThat(longs.toArray()).containsExactly(1, 2, Long.MIN_VALUE);
      ints.buffer().put(3, -3);
      assertThat(ints.get(3)).isEqualTo(-3);
      doubles.setAll(1, 0.1, 0.2);
      doubles.addAndGet(3, 1.5);
      assertThat(doubles.toArray()).containsExactly(0, 0.1, 0.2, 1.5);
      bytes.set(2, (byte) -1);
      assertThat(bytes.toArray()).containsExactly(0, 0, -1);
      assertThatThrownBy(() -> longs.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> ints.setPlain(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> bytes.set(3, (byte) 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> doubles.setAll(3, 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> doubles.getAll(2, new double[3]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> SharedLongArray.create(-1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SharedLongArray.create(Integer.MAX_VALUE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLockGoesWithThemIfTheyWereMadeWithOne() {
    try (SharedReentrantLock lock = SharedReentrantLock.create();
        SharedInt guarded = SharedInt.create(1, lock);
        SharedInt bare = SharedInt.create(1)) {
      assertThat(guarded.lock()).isSameAs(lock);
      assertThatThrownBy(bare::lock).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatIsClosedIsNotUsed() {
    SharedLong number = SharedLong.create(1);
    number.close();
    assertThat(number.isClosed()).isTrue();
    assertThatThrownBy(number::get).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> number.set(1)).isInstanceOf(IllegalStateException.class);
  }
}
