/** How workers come up: the class-data archive, and all that can be wrong with one. */
package io.procpool.it.start;
