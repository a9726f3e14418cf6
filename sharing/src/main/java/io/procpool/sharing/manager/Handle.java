package io.procpool.sharing.manager;

/** An object of a manager's, which keeps it until this is garbage-collected. */
record Handle(Session session, long object) {}
