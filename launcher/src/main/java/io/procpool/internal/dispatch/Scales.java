package io.procpool.internal.dispatch;

import io.procpool.TravelReport.Part;
import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadWriter;
import java.util.ArrayList;
import java.util.List;

/** Says how large things are as they cross, by encoding them. On the caller's thread. */
final class Scales {

  private final ValueCodec codec;
  private final Sizes sizes;

  Scales(ValueCodec codec, Sizes sizes) {
    this.codec = codec;
    this.sizes = sizes;
  }

  /** A thing; and if it is a lambda, what it has captured. */
  List<Part> weigh(String what, Object thing) {
    List<Part> parts = new ArrayList<>();
    parts.add(weighAlone(what, thing));
    for (Object captured : ValueCodec.capturedBy(thing)) {
      parts.add(weighAlone("  captured", captured));
    }
    return parts;
  }

  private Part weighAlone(String what, Object thing) {
    String type = thing == null ? "null" : nameOf(thing.getClass());
    PayloadWriter bytes = new PayloadWriter(256);
    try {
      sizes.encodeWhole(thing, codec, bytes);
      return new Part(what, type, bytes.size(), null);
    } catch (CodecException e) {
      return new Part(what, type, 0, e.getMessage());
    }
  }

  private static String nameOf(Class<?> type) {
    int lambda = type.isHidden() ? type.getName().indexOf("$$Lambda") : -1;
    return lambda < 0 ? type.getTypeName() : type.getName().substring(0, lambda) + "'s lambda";
  }
}
