/**
 * What goes over the pipes between the pool and its workers, whatever else is printed there, and
 * what becomes of one side when the other is not what it should be, or is gone.
 */
package io.procpool.it.wire;
