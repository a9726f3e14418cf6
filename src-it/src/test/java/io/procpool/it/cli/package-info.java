/** The command line as a shell sees it: what it prints where, and how it exits. */
package io.procpool.it.cli;
