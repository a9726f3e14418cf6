/**
 * Large values: they cross whole, however they cross; what is too large fails alone; and nothing of
 * them is left in files.
 */
package io.procpool.it.sizes;
