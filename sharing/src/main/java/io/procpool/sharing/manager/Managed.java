package io.procpool.sharing.manager;

/** A type of the JDK's that stands on calls to the manager. It crosses as its face's reference. */
interface Managed {

  /** A proxy. */
  Object face();
}
