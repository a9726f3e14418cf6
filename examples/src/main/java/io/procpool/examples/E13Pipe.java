package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Connection;
import io.procpool.sharing.Pipe;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Two processes that talk through a pipe. Text 003, "inter-process using Pipe".
 *
 * <p>The pipe has two ends, of which the child is given one: that end moves there, and when the
 * child ends, the other one receives what was sent and then the end of the stream. This pipe is
 * duplex, so both sides send; {@code Pipe.create(false)} makes one that goes one way.
 */
public final class E13Pipe {

  private E13Pipe() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = ChildProcess.of(E13Pipe::answer, pipe.second()).start();
    try (Connection connection = pipe.first()) {
      connection.send("what is there?");
      Object received = connection.receive();
      System.out.println(received);
      Expect.equal(received, Arrays.asList(42, null, "hello"));
    }
    child.join();
    Expect.equal(child.exitCode().getAsInt(), 0);
  }

  private static void answer(Connection connection) throws IOException {
    String question = connection.receive(String.class);
    List<Object> reply = Arrays.asList(42, null, "hello");
    connection.send(question.endsWith("?") ? reply : "?");
  }
}
