package io.procpool.bench;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts, numbers, lists and maps of them as JSON. */
public final class Json {

  private Json() {}

  public static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey().toString()) + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
      }
    }
    return quoted.append('"').toString();
  }
}
