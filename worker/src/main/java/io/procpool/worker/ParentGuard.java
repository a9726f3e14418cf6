package io.procpool.worker;

import io.procpool.protocol.Greeting;
import io.procpool.protocol.ProcessFolders;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a child process when its parent is gone, however that ended and whatever the child is doing.
 *
 * @param link nothing more comes on it; nobody but the parent holds its other end
 * @param parentPid whose folders are nobody's then
 */
record ParentGuard(InputStream link, long parentPid) implements Runnable {

  @Override
  public void run() {
    try {
      while (link.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      StandardStreams.complain("the parent cannot be watched any more", e);
    }
    ProcessFolders.removeOf(parentPid);
    ProcessFolders.removeOf(Greeting.ownPid());
    WorkerMain.endAsOrphan();
  }
}
