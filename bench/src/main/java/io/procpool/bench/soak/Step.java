package io.procpool.bench.soak;

import java.util.Random;

/** One thing that an actor of the mixture does, different each time. */
interface Step {

  void take(Random random) throws Exception;
}
