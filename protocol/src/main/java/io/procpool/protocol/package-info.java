/** Bytes on the link between the two JVMs. No user object is encoded or decoded here. */
package io.procpool.protocol;
