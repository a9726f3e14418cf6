package io.procpool.sharing.manager;

import io.procpool.codec.CodecRules;
import io.procpool.sharing.Connection;
import io.procpool.sharing.ConnectionOptions;
import io.procpool.sharing.Listener;
import io.procpool.sharing.internal.wires.Background;
import java.io.EOFException;
import java.io.IOException;
import java.io.NotActiveException;
import java.io.ObjectStreamException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A manager's process: its objects, and the doors by which clients come in.
 *
 * <pre>
 *   client's process                         |  manager's process
 *                                            |
 *   Manager -> Session --- control --------> |  Visitor: ends, interrupts, drops references
 *   proxy ---> Session ==> CallLine =======> |  VisitorLine ==> Face ==> object
 *   proxy ---> Session ==> CallLine =======> |  VisitorLine ==> Face ==> object
 * </pre>
 *
 * Each line has a thread here, which carries out one call at a time, and may wait in it.
 */
final class Server {

  /** Volatile: set once, and read by whoever decodes a reference. */
  private static volatile Server ofThisJvm;

  private final long number = new SecureRandom().nextLong();
  private final ObjectTable objects = new ObjectTable();
  private final Entry desk = new Entry(0, Desk.class, new DeskStore(this));
  private final String place;

  /** Concurrent: clients come and go on threads of their own. */
  private final Map<Long, Visitor> visitors = new ConcurrentHashMap<>();

  private Server(String place) {
    this.place = place;
  }

  /** What a manager's process does, until the other end of the connection is closed. */
  static void run(Connection owner) throws IOException {
    try (Listener listener = Listener.open(Rules.LOCAL)) {
      UnixDomainSocketAddress address = (UnixDomainSocketAddress) listener.address();
      Server server = new Server(address.getPath().toString());
      ofThisJvm = server;
      server.open(listener, CodecRules.NONE, Rules.LOCAL);
      owner.send(server.place);
      owner.receive();
    } catch (EOFException e) {
      return; // it is closed
    }
  }

  /** {@code null} if this is no manager's process. */
  static Server ofThisJvm() {
    return ofThisJvm;
  }

  long number() {
    return number;
  }

  ObjectTable objects() {
    return objects;
  }

  Entry find(long object) {
    return object == desk.id() ? desk : objects.find(object);
  }

  /**
   * @return the port
   */
  int listen(InetSocketAddress address, ConnectionOptions options) throws IOException {
    CodecRules rules = Rules.remote(options);
    Listener listener = Listener.open(address, options);
    open(listener, rules, options);
    return ((InetSocketAddress) listener.address()).getPort();
  }

  private void open(Listener listener, CodecRules rules, ConnectionOptions options) {
    Background.start("procpool-manager-door", () -> accept(listener, rules, options));
  }

  private void accept(Listener listener, CodecRules rules, ConnectionOptions options) {
    boolean isRemote = options != Rules.LOCAL;
    Background.serveAll(
        listener::accept,
        "procpool-manager-line",
        connection ->
            welcome(
                connection,
                new Talk(connection, rules, options.maxMessageSize()),
                new Visitor(objects, rules, isRemote)));
  }

  private void welcome(Connection connection, Talk talk, Visitor newcomer) {
    try (connection) {
      byte[] first = connection.receiveBytes(Talk.SHORT);
      if (first[0] == Talk.CONTROL) {
        stay(connection, talk, newcomer);
      } else {
        Visitor visitor = visitors.get(Talk.numberIn(first));
        if (visitor != null && visitor.isRemote() == newcomer.isRemote()) {
          new VisitorLine(this, visitor, connection, talk).run();
        }
      }
    } catch (IOException | RuntimeException e) {
      return; // it is gone, or no client
    }
  }

  private void stay(Connection connection, Talk talk, Visitor visitor) throws IOException {
    long session = new SecureRandom().nextLong();
    visitors.put(session, visitor);
    try {
      talk.greet(session, number, place);
      while (true) {
        obey(visitor, connection.receiveBytes(Talk.SHORT));
      }
    } finally {
      visitors.remove(session);
      visitor.end();
    }
  }

  private void obey(Visitor visitor, byte[] message) throws IOException {
    long which = Talk.numberIn(message);
    switch (message[0]) {
      case Talk.DROP -> objects.drop(visitor, which);
      case Talk.INTERRUPT -> visitor.interrupt(which);
      case Talk.SETTLED -> visitor.settled(which);
      case Talk.UNPIN -> objects.unpin(visitor, which);
      default -> throw new IOException("That is nothing that a client says.");
    }
  }

  // ---- objects on their way

  /** What users see of a result, be it a user here. */
  Object shared(Object result) {
    return result instanceof Store store ? proxy(store.entry()) : result;
  }

  Object proxy(Entry entry) {
    return Proxies.make(entry.face(), new LocalHandler(this, entry));
  }

  LocalHandler handler(long object) throws ObjectStreamException {
    try {
      return new LocalHandler(this, objects.find(object));
    } catch (RuntimeException e) {
      throw new NotActiveException(e.getMessage());
    }
  }

  Reference reference(Entry entry) {
    String face = entry.face().getName();
    return new Reference(place, number, entry.id(), face, Reference.COUNTED);
  }
}
