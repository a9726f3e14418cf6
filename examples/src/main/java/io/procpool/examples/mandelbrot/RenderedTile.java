package io.procpool.examples.mandelbrot;

/**
 * A tile on its way back from the worker.
 *
 * @param tile where in the picture it belongs
 * @param pixels its colours as 0xRRGGBB, row by row
 */
public record RenderedTile(Tile tile, int[] pixels) {}
