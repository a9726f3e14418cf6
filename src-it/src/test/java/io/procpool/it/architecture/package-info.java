/** The design's walls and rooms as rules. Nothing here runs procpool. */
package io.procpool.it.architecture;
