package io.procpool.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.ThreadStartEvent;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.util.Map;

/** A debugger, as an IDE has one: attached to a JVM that waits for it before its first line. */
final class Debugger implements AutoCloseable {

  private static final long LIMIT_MILLIS = 60_000;

  private final VirtualMachine jvm;

  private Debugger(VirtualMachine jvm) {
    this.jvm = jvm;
  }

  static Debugger attach(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(found -> found.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("localhost");
    arguments.get("port").setValue(Integer.toString(port));
    arguments.get("timeout").setValue(Long.toString(LIMIT_MILLIS));
    return new Debugger(connector.attach(arguments));
  }

  /** Has all threads stop where a method begins, and lets the JVM start. */
  void breakAt(Class<?> type, String method) throws Exception {
    ClassPrepareRequest prepared = jvm.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter(type.getName());
    prepared.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    prepared.enable();
    ReferenceType found = null;
    while (found == null) {
      for (Event event : next()) {
        found = event instanceof ClassPrepareEvent loaded ? loaded.referenceType() : found;
      }
      if (found == null) {
        jvm.resume();
      }
    }
    jvm.eventRequestManager()
        .createBreakpointRequest(found.methodsByName(method).get(0).location())
        .enable();
    jvm.resume();
  }

  /** Returns when a thread has come there; from now on all are suspended. */
  void awaitBreakpoint() throws Exception {
    assertThat(next()).hasAtLeastOneElementOfType(BreakpointEvent.class);
  }

  void resume() {
    jvm.resume();
  }

  private EventSet next() throws InterruptedException {
    EventSet events = jvm.eventQueue().remove(LIMIT_MILLIS);
    assertThat(events).as("something happens in the debugged JVM").isNotNull();
    assertThat(events).doesNotHaveAnyElementsOfTypes(ThreadStartEvent.class);
    assertThat(events)
        .isNotEmpty()
        .allMatch(event -> event instanceof VMStartEvent || event.request() != null);
    return events;
  }

  /** Lets go of it, as one does who has seen enough. */
  @Override
  public void close() {
    jvm.dispose();
  }
}
