package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that this process shares: each memory is one object here, however often it arrives. Its lock
 * is between threads that make, read and close shared objects.
 */
final class Attachments {

  private static final Map<String, WeakReference<SharedObject>> OPEN = new HashMap<>();

  /** Those that were made here and passed on: they stay until they are closed. */
  private static final Set<SharedObject> KEPT = new HashSet<>();

  private Attachments() {}

  static synchronized void add(SharedObject object) {
    OPEN.values().removeIf(reference -> reference.refersTo(null));
    OPEN.put(key(object.block()), new WeakReference<>(object));
  }

  static synchronized void remove(SharedObject object) {
    OPEN.remove(key(object.block()));
    KEPT.remove(object);
  }

  static synchronized void keep(SharedObject object) {
    KEPT.add(object);
  }

  static synchronized SharedObject attach(Handle handle) {
    WeakReference<SharedObject> known = OPEN.get(key(handle.path(), handle.creator()));
    SharedObject object = known == null ? null : known.get();
    return object == null ? handle.kind().attach(open(handle), handle.companion()) : object;
  }

  /** One that was opened already, or what it is known as. */
  static synchronized SharedObject attach(Kind kind, Block block) {
    WeakReference<SharedObject> known = OPEN.get(key(block));
    SharedObject object = known == null ? null : known.get();
    return object == null ? kind.attach(block, null) : object;
  }

  /** What there is to say about places that would not have it. */
  static String reasons(IOException e) {
    return Arrays.stream(e.getSuppressed())
        .map(Throwable::toString)
        .collect(Collectors.joining("; ", e.getMessage() + ". ", ""));
  }

  private static Block open(Handle handle) {
    long pid = Life.pid(handle.creator());
    try {
      Path path = Path.of(handle.path());
      if (!Block.isInSight(path)) {
        throw new SharingException(
            "Process "
                + pid
                + " shares this, and cannot be seen from here: it counts processes in"
                + " another container.",
            null);
      }
      Block block = Block.open(path);
      if (block.creator() == handle.creator() && !block.isAbandoned()) {
        return block;
      }
      throw new NoSuchFileException(handle.path());
    } catch (NoSuchFileException e) {
      throw new SharingException(
          "What process " + pid + " has shared is gone: that process has closed it, or has ended.",
          e);
    } catch (IOException e) {
      throw new SharingException("What process " + pid + " shares cannot be opened: " + e, e);
    }
  }

  private static String key(Block block) {
    return key(block.path().toString(), block.creator());
  }

  private static String key(String path, long creator) {
    return path + '@' + creator;
  }
}
