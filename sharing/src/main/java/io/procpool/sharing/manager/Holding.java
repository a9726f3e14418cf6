package io.procpool.sharing.manager;

/** What a client can hold, and loses when its process ends. */
interface Holding {

  /** Takes back all that a client holds, of which no call is running any more. */
  void takeBackFrom(Visitor visitor);
}
