/** What is in the jar that users get, and where it runs. */
package io.procpool.it.packaging;
