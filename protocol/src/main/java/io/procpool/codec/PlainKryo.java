package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.SerializerFactory;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.ObjenesisException;
import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.sun.SunReflectionFactorySerializationInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.InstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.serializers.ClosureSerializer;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;
import io.procpool.protocol.AnnexReader;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Kryo as the walker of the graph: who was written already, which class has which number. How an
 * object of a class is written is our choice.
 */
final class PlainKryo extends Kryo {

  /** Numbers in place of their names. Their order is the wire's. */
  private static final List<Class<?>> FREQUENT =
      List.of(
          ArrayList.class,
          HashMap.class,
          LinkedHashMap.class,
          HashSet.class,
          List.of(1).getClass(),
          List.of(1, 2, 3).getClass(),
          Object[].class,
          String[].class,
          byte[].class,
          int[].class,
          long[].class,
          double[].class);

  /** The objects on the way to one that cannot be written, it first. Empty if all goes well. */
  private final List<Object> trace = new ArrayList<>();

  private final References references;
  private final Lambdas lambdas;

  /** Of the first island on; before, Java serialization would start for nothing. */
  private IslandClasses islandClasses;

  private int depthLimit = Integer.MAX_VALUE;
  private int deepest;

  /** Of those that the user has registered; 0 as long as that is not their turn. */
  private int firstOfUsers;

  /** The class whose object was begun last, for the message if its bytes are not its own. */
  private String lastRead;

  /** Has the large arrays of the graph that is being read, or {@code null}. */
  private AnnexReader annex;

  /**
   * @param lambdas makes those that are read
   * @param setup the user's, or {@code null}
   */
  PlainKryo(ClassLoader loader, Lambdas lambdas, KryoSetup setup) {
    super(new DefaultClassResolver(), new References());
    references = (References) getReferenceResolver();
    this.lambdas = lambdas;
    setClassLoader(loader);
    setRegistrationRequired(false);
    setAutoReset(false);
    setOptimizedGenerics(false); // a list may hold what its declaration does not say
    setInstantiatorStrategy(new ConstructorFirst());
    register(ClosureSerializer.Closure.class, new LambdaSerializer()); // Kryo's name for lambdas
    register(InvocationHandler.class, new IslandSerializer()); // and for proxies
    if (setup != null) {
      firstOfUsers = getNextRegistrationId();
      setup.register(this);
    }
    for (Class<?> type : FREQUENT) {
      if (getClassResolver().getRegistration(type) == null) {
        register(new LateRegistration(type, this));
      }
    }
  }

  /** A line for each registration of the user's: its number, class and serializer. */
  List<String> usersRegistrations() {
    List<String> lines = new ArrayList<>();
    for (int id = firstOfUsers; id < getNextRegistrationId(); id++) {
      Registration each = getRegistration(id);
      if (each != null) {
        String serializer = each.getSerializer().getClass().getName();
        lines.add(each.getType().getName() + " as " + id + " by " + serializer);
      }
    }
    return lines;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void addDefaultSerializer(Class type, Serializer serializer) {
    requireOurs();
    super.addDefaultSerializer(type, serializer);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void addDefaultSerializer(Class type, SerializerFactory serializer) {
    requireOurs();
    super.addDefaultSerializer(type, serializer);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void addDefaultSerializer(Class type, Class<? extends Serializer> serializer) {
    requireOurs();
    super.addDefaultSerializer(type, serializer);
  }

  @Override
  public boolean setReferences(boolean areKept) {
    if (!areKept) {
      throw new UnsupportedOperationException(
          "references are always kept: what is held twice must arrive as one");
    }
    return super.setReferences(areKept);
  }

  private void requireOurs() {
    if (firstOfUsers > 0) {
      throw new UnsupportedOperationException(
          "default serializers are procpool's: register the class itself");
    }
  }

  References references() {
    return references;
  }

  Lambdas lambdas() {
    return lambdas;
  }

  IslandClasses islandClasses() {
    if (islandClasses == null) {
      islandClasses = new IslandClasses();
    }
    return islandClasses;
  }

  /** Where the large arrays are of the graph that is read next. */
  void setAnnex(AnnexReader arrays) {
    annex = arrays;
  }

  AnnexReader annex() {
    return annex;
  }

  String lastRead() {
    return lastRead;
  }

  List<Object> trace() {
    return trace;
  }

  /** From which depth on it throws {@link TooDeep}. */
  void setDepthLimit(int limit) {
    depthLimit = limit;
    deepest = 0;
  }

  /** How deep the graph was that was written or read last. */
  int deepest() {
    return deepest;
  }

  @Override
  public void reset() {
    super.reset();
    if (islandClasses != null) {
      islandClasses.reset();
    }
  }

  @Override
  public void writeClassAndObject(Output output, Object object) {
    enter();
    try {
      super.writeClassAndObject(output, object);
    } catch (RuntimeException | Error e) {
      leaveTrace(object, e);
      throw e;
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void writeObject(Output output, Object object, Serializer serializer) {
    enter();
    try {
      super.writeObject(output, object, serializer);
    } catch (RuntimeException | Error e) {
      leaveTrace(object, e);
      throw e;
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void writeObjectOrNull(Output output, Object object, Serializer serializer) {
    enter();
    try {
      super.writeObjectOrNull(output, object, serializer);
    } catch (RuntimeException | Error e) {
      leaveTrace(object, e);
      throw e;
    }
  }

  @Override
  public Object readClassAndObject(Input input) {
    enter();
    return super.readClassAndObject(input);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public <T> T readObject(Input input, Class<T> type, Serializer serializer) {
    enter();
    return super.readObject(input, type, serializer);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public <T> T readObjectOrNull(Input input, Class<T> type, Serializer serializer) {
    enter();
    return super.readObjectOrNull(input, type, serializer);
  }

  @Override
  public Registration readClass(Input input) {
    Registration registration = super.readClass(input);
    lastRead = registration == null ? lastRead : registration.getType().getName();
    return registration;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Serializer getDefaultSerializer(Class type) {
    AllowedClasses.check(type, getClassLoader());
    if (type.isPrimitive()) {
      return super.getDefaultSerializer(type);
    }
    if (type.isArray()) {
      return type.getComponentType().isPrimitive()
          ? new ArraySerializer()
          : new ObjectArraySerializer();
    }
    if (JdkSerializers.isKryos(type)) {
      return super.getDefaultSerializer(type);
    }
    return Types.isOfTheJdk(type)
        ? JdkSerializers.forClass(type)
        : UserSerializers.forClass(type, this);
  }

  private void enter() {
    int depth = getDepth();
    if (depth > deepest) {
      deepest = depth;
      if (depth >= depthLimit) {
        throw new TooDeep();
      }
    }
  }

  private void leaveTrace(Object object, Throwable thrown) {
    if (!(thrown instanceof VirtualMachineError || thrown instanceof TooDeep)) {
      trace.add(object);
    }
  }

  /**
   * A class's own constructor where it has one without parameters, so its fields get their
   * defaults; for a serializable class that of the first class above it that is not, as in Java
   * serialization.
   */
  private static final class ConstructorFirst implements InstantiatorStrategy {

    private final InstantiatorStrategy withoutConstructor = new StdInstantiatorStrategy();

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
      if (Serializable.class.isAssignableFrom(type) && !Types.isOfTheJdk(type)) {
        return asJavaSerialization(type);
      }
      try {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return new ByConstructor<>(constructor);
      } catch (NoSuchMethodException | InaccessibleObjectException e) {
        return withoutConstructor.newInstantiatorOf(type);
      }
    }

    private <T> ObjectInstantiator<T> asJavaSerialization(Class<T> type) {
      try {
        return new SunReflectionFactorySerializationInstantiator<>(type);
      } catch (ObjenesisException e) { // there is no such constructor
        return withoutConstructor.newInstantiatorOf(type);
      }
    }
  }

  private record ByConstructor<T>(Constructor<T> constructor) implements ObjectInstantiator<T> {

    @Override
    public T newInstance() {
      try {
        return constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new KryoException("the constructor of " + constructor.getDeclaringClass(), e);
      }
    }
  }
}
