package io.procpool.sharing.manager;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.net.UnixDomainSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The managers that this JVM is connected with: one session each, for all proxies that arrive. */
final class Sessions {

  private static final Map<Long, Session> OPEN = new HashMap<>();

  /** With whom this thread is exchanging values. */
  private static final ThreadLocal<Session> CURRENT = new ThreadLocal<>();

  private Sessions() {}

  /** Runs while this thread encodes or decodes for a session. */
  static Session enter(Session session) {
    Session outer = CURRENT.get();
    CURRENT.set(session);
    return outer;
  }

  /**
   * @param outer what {@link #enter} has returned
   */
  static void leave(Session outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  static boolean isWith(long manager) {
    Session current = CURRENT.get();
    return current != null && current.manager() == manager;
  }

  static synchronized void add(Session session) {
    OPEN.putIfAbsent(session.manager(), session);
  }

  static synchronized void remove(Session session) {
    OPEN.remove(session.manager(), session);
  }

  /** The one that a reference is of, connected to if need be. */
  static Session get(Reference reference) throws ObjectStreamException {
    if (isWith(reference.manager())) {
      return CURRENT.get();
    }
    try {
      return getOrConnect(reference);
    } catch (IOException | ManagerLostException e) {
      InvalidObjectException failure =
          new InvalidObjectException(
              "the manager of this proxy cannot be reached from here: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private static synchronized Session getOrConnect(Reference reference) throws IOException {
    Session known = OPEN.get(reference.manager());
    if (known != null) {
      return known;
    }
    requireTrust();
    Session session =
        Session.connect(UnixDomainSocketAddress.of(reference.place()), Rules.LOCAL, false);
    if (session.manager() != reference.manager()) {
      session.close();
      throw new IOException("another one is in its place");
    }
    add(session);
    return session;
  }

  /** What comes from another machine does not tell us whom to connect with on this one. */
  private static void requireTrust() throws IOException {
    Session from = CURRENT.get();
    boolean isFromAfar = from != null && from.isRemote();
    if (isFromAfar || Server.ofThisJvm() != null && Caller.current().visitor().isRemote()) {
      throw new IOException("it came over a network, and is of another manager");
    }
  }
}
