/** Files that several processes have mapped, who made them, and how they go. Knows no lock. */
package io.procpool.sharing.internal.memory;
