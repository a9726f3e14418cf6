/**
 * Users' objects as bytes and back. The only room that knows Kryo. What runs here may run user code
 * (constructors, {@code readObject}), so it never runs on the pool thread.
 */
package io.procpool.codec;
