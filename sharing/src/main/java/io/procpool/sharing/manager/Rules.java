package io.procpool.sharing.manager;

import io.procpool.codec.CodecRules;
import io.procpool.sharing.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;

/** Which values cross between a manager and its clients. */
final class Rules {

  /** Of a socket that only this user's processes can find: all do, of any length. */
  static final ConnectionOptions LOCAL =
      ConnectionOptions.DEFAULT.withMaxMessageSize(Integer.MAX_VALUE - 64);

  private static final List<String> OURS =
      List.of(
          "io.procpool.ProcpoolException",
          "io.procpool.SerializationException",
          "io.procpool.TaskException",
          "io.procpool.sharing.manager.ManagedList",
          "io.procpool.sharing.manager.ManagedMap",
          "io.procpool.sharing.manager.ManagedQueue",
          "io.procpool.sharing.manager.ManagedValue",
          "io.procpool.sharing.manager.Namespace",
          "io.procpool.sharing.manager.Reference",
          "io.procpool.sharing.manager.RemoteBarrier",
          "io.procpool.sharing.manager.RemoteCondition",
          "io.procpool.sharing.manager.RemoteEvent",
          "io.procpool.sharing.manager.RemoteSemaphore",
          "io.procpool.sharing.manager.Stamped",
          "java.lang.reflect.Proxy", // of interfaces, and by a handler, that are allowed as well
          "java.util.concurrent.locks.Condition",
          "java.util.concurrent.locks.Lock");

  private Rules() {}

  /** Of a network: values of the JDK, what stands for objects, and what is allowed by name. */
  static CodecRules remote(ConnectionOptions options) {
    List<String> allowed = new ArrayList<>(OURS);
    allowed.addAll(options.allowedClasses());
    return new CodecRules(null, allowed);
  }
}
