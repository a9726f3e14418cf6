/** What processes share, with real processes that are really killed. */
package io.procpool.it.sharing;
