package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import java.io.Serializable;

/**
 * What a user adds to Kryo: serializers of their own, and numbers in place of class names.
 *
 * <pre>{@code
 * kryo -> kryo.register(Money.class, new MoneySerializer())
 * }</pre>
 *
 * <p>It crosses to each worker and is run there, too, for each codec, before any task: it must do
 * the same wherever it runs. On any thread.
 */
@FunctionalInterface
public interface KryoSetup extends Serializable {

  /**
   * Registers classes. Default serializers cannot be set: how an object of a class that is not
   * registered crosses is procpool's choice.
   */
  void register(Kryo kryo);
}
