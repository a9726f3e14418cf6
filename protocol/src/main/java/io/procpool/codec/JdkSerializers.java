package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.io.File;
import java.io.Serializable;
import java.net.URI;
import java.nio.Buffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** How each class of the JDK is written: by what is public of it, or as an island. */
final class JdkSerializers {

  /** Kryo's own serializers for these write all there is, and nothing that could refer back. */
  private static final Set<String> KRYOS =
      Set.of(
          "java.lang.StringBuffer",
          "java.lang.StringBuilder",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URL",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.MonthDay",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.Period",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.ZoneOffset",
          "java.time.ZoneRegion",
          "java.util.BitSet",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$EmptySet",
          "java.util.Currency",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong");

  private JdkSerializers() {}

  /** Whether Kryo's own choice is right for this class. */
  static boolean isKryos(Class<?> type) {
    return KRYOS.contains(type.getName())
        || Enum.class.isAssignableFrom(type)
        || java.util.EnumSet.class.isAssignableFrom(type)
        || java.nio.charset.Charset.class.isAssignableFrom(type);
  }

  static Serializer<?> forClass(Class<?> type) {
    Serializer<?> ofPublicParts = ofPublicParts(type);
    if (ofPublicParts != null) {
      return ofPublicParts;
    }
    if (Serializable.class.isAssignableFrom(type)) {
      return new IslandSerializer();
    }
    Serializer<?> ofView =
        Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type)
            ? CollectionSerializers.forView(type)
            : null;
    return ofView == null ? RefusingSerializer.of(type) : ofView;
  }

  private static Serializer<?> ofPublicParts(Class<?> type) {
    if (Path.class.isAssignableFrom(type)) {
      return path();
    }
    if (Buffer.class.isAssignableFrom(type)) {
      return new BufferSerializer();
    }
    Serializer<?> ofCollection = CollectionSerializers.forClass(type);
    return ofCollection == null ? ofValue(type.getName()) : ofCollection;
  }

  private static Serializer<?> ofValue(String name) {
    return switch (name) {
      case "java.lang.Class" -> new ClassSerializer();
      case "java.lang.Object" ->
          // a lock, or a mark; it is only itself
          new PartsSerializer<Object>((out, object) -> {}, in -> new Object());
      case "java.lang.invoke.SerializedLambda" -> new LambdaSerializer();
      case "java.util.Optional" ->
          new MadeSerializer<Optional<?>>(
              optional -> optional.map(value -> new Object[] {value}).orElse(new Object[0]),
              parts -> parts.length == 0 ? Optional.empty() : Optional.of(parts[0]));
      case "java.util.concurrent.atomic.AtomicReference" -> new HolderSerializer();
      case "java.util.concurrent.atomic.AtomicInteger" ->
          new PartsSerializer<AtomicInteger>(
              (out, number) -> out.writeVarInt(number.get(), false),
              in -> new AtomicInteger(in.readVarInt(false)));
      case "java.util.concurrent.atomic.AtomicLong" ->
          new PartsSerializer<AtomicLong>(
              (out, number) -> out.writeVarLong(number.get(), false),
              in -> new AtomicLong(in.readVarLong(false)));
      case "java.util.concurrent.atomic.AtomicBoolean" ->
          new PartsSerializer<AtomicBoolean>(
              (out, truth) -> out.writeBoolean(truth.get()),
              in -> new AtomicBoolean(in.readBoolean()));
      case "java.util.UUID" ->
          new PartsSerializer<UUID>(
              (out, id) -> {
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
              },
              in -> new UUID(in.readLong(), in.readLong()));
      case "java.util.Date" ->
          new PartsSerializer<Date>(
              (out, date) -> out.writeLong(date.getTime()), in -> new Date(in.readLong()));
      case "java.util.regex.Pattern" ->
          new PartsSerializer<Pattern>(
              (out, pattern) -> {
                out.writeString(pattern.pattern());
                out.writeInt(pattern.flags());
              },
              in -> Pattern.compile(in.readString(), in.readInt()));
      case "java.net.URI" ->
          new PartsSerializer<URI>(
              (out, uri) -> out.writeString(uri.toString()), in -> URI.create(in.readString()));
      case "java.io.File" ->
          new PartsSerializer<File>(
              (out, file) -> out.writeString(file.getPath()), in -> new File(in.readString()));
      case "java.time.ZonedDateTime" -> zonedDateTime();
      case "java.util.IntSummaryStatistics" ->
          new PartsSerializer<IntSummaryStatistics>(
              (out, of) -> {
                out.writeLong(of.getCount());
                out.writeInt(of.getMin());
                out.writeInt(of.getMax());
                out.writeLong(of.getSum());
              },
              in ->
                  new IntSummaryStatistics(
                      in.readLong(), in.readInt(), in.readInt(), in.readLong()));
      case "java.util.LongSummaryStatistics" ->
          new PartsSerializer<LongSummaryStatistics>(
              (out, of) -> {
                out.writeLong(of.getCount());
                out.writeLong(of.getMin());
                out.writeLong(of.getMax());
                out.writeLong(of.getSum());
              },
              in ->
                  new LongSummaryStatistics(
                      in.readLong(), in.readLong(), in.readLong(), in.readLong()));
      case "java.util.DoubleSummaryStatistics" ->
          new PartsSerializer<DoubleSummaryStatistics>(
              (out, of) -> {
                out.writeLong(of.getCount());
                out.writeDouble(of.getMin());
                out.writeDouble(of.getMax());
                out.writeDouble(of.getSum());
              },
              in ->
                  new DoubleSummaryStatistics(
                      in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
      case "java.security.SecureRandom" ->
          // one that is as random as the other
          new PartsSerializer<SecureRandom>((out, random) -> {}, in -> new SecureRandom());
      case "java.util.logging.Logger" -> logger();
      default -> null;
    };
  }

  /** Not by Kryo's, which forgets which of two equal hours it is when clocks are set back. */
  private static Serializer<?> zonedDateTime() {
    return new PartsSerializer<ZonedDateTime>(
        (out, time) -> {
          out.writeLong(time.toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
          out.writeInt(time.getNano());
          out.writeInt(time.getOffset().getTotalSeconds());
          out.writeString(time.getZone().getId());
        },
        in -> {
          LocalDateTime local =
              LocalDateTime.ofEpochSecond(in.readLong(), in.readInt(), ZoneOffset.UTC);
          ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readInt());
          return ZonedDateTime.ofLocal(local, ZoneId.of(in.readString()), offset);
        });
  }

  private static Serializer<?> path() {
    return new PartsSerializer<Path>(
        (out, path) -> {
          if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new Refusal(
                "a path of " + path.getFileSystem() + " is only known in this JVM",
                "send its URI, and open its file system in the worker");
          }
          out.writeString(path.toString());
        },
        in -> Path.of(in.readString()));
  }

  private static Serializer<?> logger() {
    return new PartsSerializer<Logger>(
        (out, logger) -> {
          if (logger.getName() == null) {
            throw new Refusal("a logger without a name is only known in this JVM", "name it");
          }
          out.writeString(logger.getName());
        },
        in -> Logger.getLogger(in.readString()));
  }
}
