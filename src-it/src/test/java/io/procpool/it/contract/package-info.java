/** What holds for every kind of pool and every way to call it; and what is one kind's own. */
package io.procpool.it.contract;
