/** What processes share that depend on each other. What is not for users is in {@code internal}. */
package io.procpool.sharing;
