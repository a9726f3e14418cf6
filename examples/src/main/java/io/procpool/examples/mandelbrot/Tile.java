package io.procpool.examples.mandelbrot;

/**
 * A rectangle of a picture: what one task renders.
 *
 * @param left the first column, in pixels
 * @param top the first row, in pixels
 * @param width in pixels
 * @param height in pixels
 */
public record Tile(int left, int top, int width, int height) {}
