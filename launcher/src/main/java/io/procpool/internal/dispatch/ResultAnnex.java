package io.procpool.internal.dispatch;

import io.procpool.protocol.Annex;
import io.procpool.protocol.AnnexReader;
import java.io.IOException;
import java.lang.ref.Cleaner.Cleanable;

/**
 * The large arrays of a result, from when the pool hears of them to when they are read. Opened at
 * once, so that they outlive their worker and their pool. If nobody reads them, they are gone when
 * they are discarded, or nobody holds them any more.
 */
final class ResultAnnex {

  private final Open open;
  private final Cleanable cleanable;

  private ResultAnnex(Open open) {
    this.open = open;
    this.cleanable = Forgotten.cleaner().register(this, open);
  }

  /** On the pool thread: as quick as any look at a file in memory. */
  static ResultAnnex of(Annex annex) {
    try {
      return new ResultAnnex(new Open(annex, AnnexReader.of(annex), null));
    } catch (IOException e) {
      return new ResultAnnex(new Open(annex, null, e));
    }
  }

  /** In bytes. */
  long size() {
    return open.annex.size();
  }

  /**
   * Has the arrays.
   *
   * @throws IOException if they could not be opened
   */
  AnnexReader arrays() throws IOException {
    if (open.failure != null) {
      throw open.failure;
    }
    return open.reader;
  }

  /** They have been read. */
  void release() {
    open.isRead = true;
    cleanable.clean();
  }

  /** They will not be read. May be called again. */
  void discard() {
    cleanable.clean();
  }

  /** What is left to be closed; knows nothing of who holds it. */
  private static final class Open implements Runnable {

    private final Annex annex;

    /** {@code null} if it could not be opened. */
    private final AnnexReader reader;

    private final IOException failure;

    /** Set by the last holder, if at all, before it lets go. */
    private boolean isRead;

    Open(Annex annex, AnnexReader reader, IOException failure) {
      this.annex = annex;
      this.reader = reader;
      this.failure = failure;
    }

    @Override
    public void run() {
      if (reader != null) {
        reader.close();
      }
      if (isRead) {
        annex.release();
      } else {
        annex.discard();
      }
    }
  }
}
