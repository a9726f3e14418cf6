/** Measures procpool, beside Python's pool and alone; nothing here decides a build. */
package io.procpool.bench;
