package io.procpool.it.sharing;

import io.procpool.sharing.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes of the tests do with ends of connections. */
final class Talk {

  private Talk() {}

  /** Sends back what it receives, object by object, until the end. */
  static void echo(Connection connection) throws IOException {
    try (connection) {
      while (true) {
        connection.send(connection.receive());
      }
    } catch (EOFException e) {
      return;
    }
  }

  /** The same with bytes. */
  static void echoBytes(Connection connection) throws IOException {
    try (connection) {
      while (true) {
        connection.sendBytes(connection.receiveBytes());
      }
    } catch (EOFException e) {
      return;
    }
  }

  static void sendAll(Connection connection, List<?> values) throws IOException {
    try (connection) {
      for (Object value : values) {
        connection.send(value);
      }
    }
  }

  /** Waits for an end, and echoes on it. */
  static void echoOnWhatComes(Connection carrier) throws IOException {
    echo(carrier.receive(Connection.class));
  }

  /** Passes on what comes, without having used it. */
  static void passOn(Connection from, Connection to) throws IOException {
    to.send(from.receive());
    from.receive(); // until there is no more
  }

  /** Uses an end, and passes it on then. */
  static void useAndPassOn(Connection used, Connection to) throws Exception {
    used.send("used by " + ProcessHandle.current().pid());
    used.receive();
    to.send(used);
    Deeds.sleep(60);
  }

  /** Holds an end that it never uses. */
  static void hold(Connection connection, String file) throws Exception {
    Files.createFile(Path.of(file));
    Deeds.sleep(60);
    connection.close();
  }

  static void ignore(Connection connection) throws Exception {
    Deeds.sleep(60);
    connection.close();
  }
}
