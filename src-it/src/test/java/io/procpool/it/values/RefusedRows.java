package io.procpool.it.values;

import static io.procpool.it.values.Row.refused;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Scanner;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What makes no sense in another JVM, and what it is called when it is refused. */
final class RefusedRows {

  private RefusedRows() {}

  static List<Row> all() {
    return List.of(
        refused("Thread", Thread::currentThread, "java.lang.Thread"),
        refused("ThreadGroup", () -> Thread.currentThread().getThreadGroup(), "ThreadGroup"),
        refused("ThreadLocal", ThreadLocal::new, "java.lang.ThreadLocal"),
        refused("IntStream", () -> IntStream.of(1), "IntPipeline"),
        refused("Stream", () -> Stream.of(1), "ReferencePipeline"),
        refused("Socket", Socket::new, "java.net.Socket"),
        refused("ServerSocket", RefusedRows::closedServerSocket, "java.net.ServerSocket"),
        refused("InputStream", () -> new ByteArrayInputStream(new byte[1]), "ByteArrayInputStream"),
        refused("FileInputStream", RefusedRows::fileInput, "java.io.FileInputStream"),
        refused("FileOutputStream", () -> new FileOutputStream(nothing()), "FileOutputStream"),
        refused("Scanner", () -> new Scanner("a"), "java.util.Scanner"),
        refused("ClassLoader", ClassLoader::getSystemClassLoader, "ClassLoader"),
        refused("Module", RefusedRows.class::getModule, "java.lang.Module"),
        refused("Runtime", Runtime::getRuntime, "java.lang.Runtime"),
        refused("ProcessHandle", ProcessHandle::current, "ProcessHandle"),
        refused("Method", () -> Object.class.getMethod("hashCode"), "java.lang.reflect.Method"),
        refused(
            "MethodHandle",
            () ->
                MethodHandles.lookup()
                    .findVirtual(Object.class, "hashCode", MethodType.methodType(int.class)),
            "MethodHandle"),
        refused("ExecutorService", ForkJoinPool::commonPool, "ForkJoinPool"),
        refused("CompletableFuture", CompletableFuture::new, "CompletableFuture"),
        refused("Timer", RefusedRows::cancelledTimer, "java.util.Timer"),
        refused("WeakReference", () -> new WeakReference<>("a"), "WeakReference"),
        refused("Iterator of a list", () -> List.of(1).iterator(), "Itr"),
        refused("lambda that is not serializable", RefusedRows::lambda, "not serializable"),
        refused("anonymous class with a thread", RefusedRows::holdingAThread, "java.lang.Thread"));
  }

  private static Object closedServerSocket() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.close();
    return socket;
  }

  private static Object fileInput() throws IOException {
    FileInputStream input = new FileInputStream(nothing());
    input.close();
    return input;
  }

  private static String nothing() {
    return "/dev/null";
  }

  private static Object cancelledTimer() {
    Timer timer = new Timer(true);
    timer.cancel();
    return timer;
  }

  private static Object lambda() {
    Supplier<String> lambda = () -> "a";
    return lambda;
  }

  private static Object holdingAThread() {
    Thread thread = Thread.currentThread();
    return new Supplier<String>() {
      @Override
      public String get() {
        return thread.getName();
      }
    };
  }
}
