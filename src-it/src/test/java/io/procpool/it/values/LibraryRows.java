package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.items;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Functions;
import com.google.common.base.Splitter;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ArrayTable;
import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.Multimap;
import com.google.common.collect.Ordering;
import com.google.common.collect.Range;
import com.google.common.collect.Table;
import com.google.common.collect.TreeBasedTable;
import com.google.common.collect.TreeMultimap;
import com.google.common.collect.TreeRangeMap;
import com.google.common.hash.HashCode;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.UnsignedLong;
import com.google.common.util.concurrent.AtomicDouble;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntLists;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Values of the libraries that users meet most: Guava, protobuf, Jackson, fastutil. */
final class LibraryRows {

  private LibraryRows() {}

  static List<Row> all() {
    return Stream.of(guavaImmutable(), guava(), protobuf(), jackson(), fastutil())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> guavaImmutable() {
    return List.of(
        same("Guava ImmutableList, empty", ImmutableList::of),
        equal("Guava ImmutableList of 1", () -> ImmutableList.of("a")),
        equal("Guava ImmutableList", () -> ImmutableList.of(1, "b", List.of(3))),
        equal("Guava ImmutableList.reverse", () -> ImmutableList.of(1, 2, 3).reverse())
            .asAnyClass(),
        equal("Guava ImmutableList.subList", () -> ImmutableList.of(1, 2, 3).subList(1, 3))
            .asAnyClass(),
        equal("Guava ImmutableSet of 1", () -> ImmutableSet.of(1)),
        items("Guava ImmutableSet", () -> ImmutableSet.of(3, 1, 2)),
        items("Guava ImmutableSortedSet", () -> ImmutableSortedSet.of(3, 1, 2)),
        equal("Guava ImmutableMap, empty", ImmutableMap::of),
        equal("Guava ImmutableMap of 1", () -> ImmutableMap.of("a", 1)),
        items("Guava ImmutableMap's entries", () -> immutableMap().entrySet()).asAnyClass(),
        equal("Guava ImmutableMap", LibraryRows::immutableMap),
        items("Guava ImmutableMap's keys", () -> immutableMap().keySet()).asAnyClass(),
        items("Guava ImmutableMap's values", () -> immutableMap().values()).asAnyClass(),
        equal("Guava ImmutableSortedMap", () -> ImmutableSortedMap.of("b", 1, "a", 2)),
        equal("Guava ImmutableBiMap", () -> ImmutableBiMap.of("b", 1, "a", 2)),
        equal("Guava ImmutableMultiset", () -> ImmutableMultiset.of("a", "b", "a")),
        equal("Guava ImmutableListMultimap", () -> ImmutableListMultimap.of("a", 1, "a", 2)),
        equal("Guava ImmutableSetMultimap", () -> ImmutableSetMultimap.of("a", 1, "a", 2)),
        equal("Guava ImmutableTable", () -> ImmutableTable.copyOf(fill(HashBasedTable.create()))),
        equal("Guava ImmutableRangeSet", () -> ImmutableRangeSet.of(Range.closed(1, 5))),
        equal("Guava ImmutableIntArray", () -> ImmutableIntArray.of(1, 2, 3)));
  }

  private static List<Row> guava() {
    return List.of(
        equal("Guava ArrayListMultimap", () -> fill(ArrayListMultimap.create())),
        equal("Guava HashMultimap", () -> fill(HashMultimap.create())),
        equal("Guava LinkedListMultimap", () -> fill(LinkedListMultimap.create())),
        equal("Guava TreeMultimap", () -> fill(TreeMultimap.create())),
        equal("Guava HashBasedTable", () -> fill(HashBasedTable.create())),
        equal("Guava TreeBasedTable", () -> fill(TreeBasedTable.create())),
        equal("Guava ArrayTable", () -> ArrayTable.create(fill(HashBasedTable.create()))),
        equal("Guava HashBiMap", () -> HashBiMap.create(Map.of("a", 1, "b", 2))),
        Row.<HashBiMap<String, Integer>>seen(
            "Guava HashBiMap turned", () -> HashBiMap.create(Map.of("a", 1)), HashBiMap::inverse),
        equal("Guava ConcurrentHashMultiset", () -> ConcurrentHashMultiset.create(List.of(1, 1))),
        items("Guava LinkedHashMultiset", () -> LinkedHashMultiset.create(List.of(2, 1, 2))),
        Row.<EvictingQueue<Integer>>seen(
            "Guava EvictingQueue",
            LibraryRows::evicting,
            queue -> List.of(queue.remainingCapacity(), List.copyOf(queue))),
        seen("Guava TreeRangeMap", LibraryRows::rangeMap, Object::toString).orIsRefusedFor("Range"),
        equal("Guava Range", () -> Range.closedOpen(1, 5)),
        equal("Guava Optional", () -> com.google.common.base.Optional.of("a")),
        same("Guava Optional, absent", com.google.common.base.Optional::absent),
        same("Guava Ordering", Ordering::natural),
        equal("Guava HashCode", () -> HashCode.fromLong(42)),
        equal("Guava UnsignedLong", () -> UnsignedLong.MAX_VALUE),
        seen("Guava AtomicDouble", () -> new AtomicDouble(1.5), Object::toString),
        equal("Guava Lists.transform", LibraryRows::transformed),
        equal("Guava Lists.partition", () -> Lists.partition(List.of(1, 2, 3), 2)).asAnyClass(),
        equal("Guava Lists.reverse", () -> Lists.reverse(List.of(1, 2, 3))).asAnyClass(),
        Row.<Splitter>seen("Guava Splitter", () -> Splitter.on(','), by -> by.splitToList("a,b"))
            .orIsRefusedFor("Splitter"));
  }

  private static List<Row> protobuf() {
    return List.of(
        equal("protobuf Timestamp", () -> Timestamp.newBuilder().setSeconds(5).build()),
        equal("protobuf Duration, empty", Duration::getDefaultInstance),
        equal("protobuf Struct", LibraryRows::struct),
        equal("protobuf Any", () -> Any.pack(struct())),
        equal("protobuf FieldMask", () -> FieldMask.newBuilder().addPaths("a.b").build()),
        equal("protobuf ByteString", () -> ByteString.copyFromUtf8("aü")),
        equal("protobuf StringValue", () -> StringValue.of("a😀")),
        same("protobuf enum", () -> FieldDescriptorProto.Type.TYPE_BYTES),
        equal("protobuf DescriptorProto", () -> Struct.getDescriptor().toProto()),
        equal("protobuf message with lists", LibraryRows::descriptor));
  }

  private static List<Row> jackson() {
    return List.of(
        json("Jackson tree", LibraryRows::tree),
        json("Jackson array", () -> tree().get("list")),
        same("Jackson null", NullNode::getInstance),
        json("Jackson bytes", () -> BinaryNode.valueOf(new byte[] {1, 2})),
        json("Jackson decimal", () -> DecimalNode.valueOf(new BigDecimal("1.5"))),
        Row.<ObjectMapper>seen(
            "Jackson ObjectMapper", ObjectMapper::new, mapper -> text(mapper, Map.of("a", 1))));
  }

  private static List<Row> fastutil() {
    return List.of(
        equal("fastutil IntArrayList", () -> IntArrayList.of(1, 2, 3)),
        equal("fastutil IntArrayList.subList", () -> IntArrayList.of(1, 2, 3).subList(1, 2))
            .asAnyClass(),
        equal("fastutil LongArrayList", () -> LongArrayList.of(1, Long.MIN_VALUE)),
        equal("fastutil DoubleArrayList", () -> DoubleArrayList.of(1, -0.5)),
        equal("fastutil ObjectArrayList", () -> ObjectArrayList.of("a", null, 1)),
        equal("fastutil IntOpenHashSet", () -> new IntOpenHashSet(new int[] {3, 1})),
        items("fastutil IntLinkedOpenHashSet", () -> new IntLinkedOpenHashSet(new int[] {3, 1})),
        equal("fastutil LongOpenHashSet", () -> new LongOpenHashSet(new long[] {3, 1})),
        Row.<Int2IntOpenHashMap>seen(
            "fastutil Int2IntOpenHashMap",
            LibraryRows::intMap,
            map -> List.of(map.get(7), map.get(1), map.size(), new HashMap<>(map))),
        equal("fastutil Long2LongOpenHashMap", () -> new Long2LongOpenHashMap(Map.of(1L, 2L))),
        equal(
            "fastutil Int2ObjectOpenHashMap",
            () -> new Int2ObjectOpenHashMap<>(Map.of(1, List.of("a"), 2, List.of()))),
        items("fastutil Int2ObjectLinkedOpenHashMap's keys", LibraryRows::linkedKeys).asAnyClass(),
        equal("fastutil Object2IntOpenHashMap", () -> new Object2IntOpenHashMap<>(Map.of("a", 1))),
        same("fastutil IntLists.EMPTY_LIST", () -> IntLists.EMPTY_LIST),
        equal("fastutil IntLists.singleton", () -> IntLists.singleton(5)),
        equal("fastutil IntLists.unmodifiable", () -> IntLists.unmodifiable(IntArrayList.of(1))));
  }

  /** Jackson serializes its trees as JSON text, which does not tell an int from a long. */
  private static Row json(String name, Callable<? extends JsonNode> made) {
    return seen(name, made, Object::toString).asAnyClass();
  }

  private static ImmutableMap<Object, Object> immutableMap() {
    return ImmutableMap.of("b", 1, "a", List.of(2), 3, 'c');
  }

  private static <M extends Multimap<String, Integer>> M fill(M map) {
    map.putAll("a", List.of(1, 2));
    map.put("b", 3);
    return map;
  }

  private static <T extends Table<String, String, Integer>> T fill(T table) {
    table.put("row", "column", 1);
    table.put("row", "other column", 2);
    return table;
  }

  private static EvictingQueue<Integer> evicting() {
    EvictingQueue<Integer> queue = EvictingQueue.create(2);
    queue.addAll(List.of(1, 2, 3));
    return queue;
  }

  private static Object rangeMap() {
    TreeRangeMap<Integer, String> map = TreeRangeMap.create();
    map.put(Range.closed(1, 5), "a");
    return map;
  }

  private static Object transformed() {
    return Lists.transform(List.of(1, 2), Functions.toStringFunction());
  }

  private static Struct struct() {
    return Struct.newBuilder()
        .putFields("text", Value.newBuilder().setStringValue("a😀").build())
        .putFields(
            "list",
            Value.newBuilder()
                .setListValue(
                    ListValue.newBuilder()
                        .addValues(Value.newBuilder().setNumberValue(1.5))
                        .addValues(Value.newBuilder().setNullValue(NullValue.NULL_VALUE)))
                .build())
        .build();
  }

  private static DescriptorProto descriptor() {
    return DescriptorProto.newBuilder()
        .setName("a")
        .addField(FieldDescriptorProto.newBuilder().setName("b").setNumber(1))
        .addReservedName("c")
        .build();
  }

  private static JsonNode tree() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("text", "a😀").put("number", 1L).putNull("nothing").put("truth", true);
    root.putArray("list").add(1).add(2.5).addObject().put("deep", "b");
    return root;
  }

  private static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Int2IntOpenHashMap intMap() {
    Int2IntOpenHashMap map = new Int2IntOpenHashMap(new int[] {1, 2}, new int[] {3, 4});
    map.defaultReturnValue(-1);
    return map;
  }

  private static java.util.Set<Integer> linkedKeys() {
    Int2ObjectLinkedOpenHashMap<String> map = new Int2ObjectLinkedOpenHashMap<>();
    map.put(3, "a");
    map.put(1, "b");
    return map.keySet();
  }
}
