package io.procpool.sharing.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Access to words of a mapped buffer by their position in it, in bytes: plain, volatile, and by
 * comparing and setting. Bounds and alignment are checked. A word is read and written as a whole,
 * in the order in which this machine has its bytes.
 */
public final class Words {

  public static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  public static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  public static final VarHandle DOUBLES =
      MethodHandles.byteBufferViewVarHandle(double[].class, ByteOrder.nativeOrder());

  private Words() {}
}
