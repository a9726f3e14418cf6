/**
 * {@code mandelbrot.jar}: a picture, rendered in tiles. Only the public API is used, and nothing
 * outside this package: it is all that the jar holds.
 */
package io.procpool.examples.mandelbrot;
