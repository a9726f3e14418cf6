/**
 * Objects in a process of their own, and proxies of them wherever they are used. Stands on child
 * processes and connections, and is known by neither.
 */
package io.procpool.sharing.manager;
