/**
 * What crosses between the JVMs, as a table: every value that users pass, in both directions
 * through real workers, and every one that is refused. Also functions, throwables, random graphs.
 */
package io.procpool.it.values;
