/**
 * Classes that workers do not have by themselves: they come over the link, and from nowhere else.
 */
package io.procpool.it.classes;
