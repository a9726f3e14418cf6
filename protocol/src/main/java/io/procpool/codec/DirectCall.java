package io.procpool.codec;

import java.lang.invoke.MethodHandles;

/**
 * Calls one static method or constructor of a user's. The class that does is made when it is
 * needed, in the package of the one that it calls: so this is public, and nobody else's business.
 */
public interface DirectCall {

  /**
   * On any thread.
   *
   * @param first its arguments, but the last
   * @param last the last; of no meaning for one that takes no more
   */
  Object run(Object[] first, Object last) throws Exception;

  /** Takes the one instance of such a class from its static initializer. */
  static void made(DirectCall call) {
    DirectCalls.take(call);
  }

  /** Takes the rights of a class that was made to have them, from its static initializer. */
  static void looked(MethodHandles.Lookup lookup) {
    DirectCalls.take(lookup);
  }
}
