package io.procpool.worker;

import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadWriter;
import java.io.File;

/**
 * Where the large arrays of what this worker is sent and gives are, and how large a value may be:
 * as the pool has told it by system properties. The task thread's own, but for what says otherwise.
 */
final class Annexes {

  /** The folder of the pool, from which this worker reads. */
  private static final String POOL_PROPERTY = "procpool.annexes.pool";

  /** The folder of this worker, where the pool reads. */
  private static final String OWN_PROPERTY = "procpool.annexes.own";

  private static final String LIMIT_PROPERTY = "procpool.maxItemSize";

  /** A job that gives large results gives the next one soon. */
  private static final long KEPT_MILLIS = 1000;

  private final long limit = Long.getLong(LIMIT_PROPERTY, Frame.MAX_VALUE_LENGTH);
  private final AnnexReader ofPool =
      new AnnexReader(AnnexFolder.at(System.getProperty(POOL_PROPERTY)));
  private final AnnexFolder ownFolder = AnnexFolder.at(System.getProperty(OWN_PROPERTY));
  private final AnnexWriter own = new AnnexWriter(ownFolder);

  /** Has the large arrays of what the pool sends. To be closed behind each value. */
  AnnexReader ofPool() {
    return ofPool;
  }

  /** Takes the large arrays of the last result. */
  AnnexWriter own() {
    return own;
  }

  /** Removes what has been read and was not written again. On any thread. */
  void trim() {
    ownFolder.trim(KEPT_MILLIS);
  }

  /** A task's result is about to be encoded. */
  void beginResult(PayloadWriter encoded) {
    encoded.beginValue(limit, own);
  }

  /** The pool is gone: nobody else is left to remove what was in files. */
  static void removeAll() {
    for (String property : new String[] {POOL_PROPERTY, OWN_PROPERTY}) {
      String path = System.getProperty(property);
      if (path != null) {
        AnnexFolder.remove(new File(path));
      }
    }
  }
}
