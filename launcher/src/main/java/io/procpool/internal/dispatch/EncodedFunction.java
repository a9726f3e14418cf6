package io.procpool.internal.dispatch;

import io.procpool.protocol.Annex;
import io.procpool.protocol.Frame;

/**
 * A job's function as it crosses.
 *
 * @param id of the function, in its pool
 * @param frame which tells a worker, with its loader's number; {@code null} if there is nothing to
 *     tell
 * @param isCall whether the items are calls themselves
 * @param annex its large arrays, one for all workers; or {@code null}
 * @param loader finds the classes of the job's values
 * @param sizes how large they may be
 */
record EncodedFunction(
    long id, Frame frame, boolean isCall, Annex annex, JobLoader loader, Sizes sizes) {}
