package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.InstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.serializers.ClosureSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Kryo with our choice of serializer for what its own would fail on. */
final class PlainKryo extends Kryo {

  /**
   * The JDK's collections that are nothing but their elements; others hold an order, or defaults.
   */
  private static final Set<Class<?>> FILLED_FROM_EMPTY =
      Set.of(
          ArrayList.class,
          LinkedList.class,
          ArrayDeque.class,
          HashSet.class,
          LinkedHashSet.class,
          HashMap.class,
          ConcurrentHashMap.class);

  /** The class whose object was begun last, for the message if its bytes are not its own. */
  private String lastRead;

  PlainKryo() {
    setRegistrationRequired(false);
    setReferences(true);
    setInstantiatorStrategy(new ConstructorFirst());
    register(ClosureSerializer.Closure.class, new LambdaSerializer());
  }

  String lastRead() {
    return lastRead;
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
    if (Throwable.class.isAssignableFrom(type) || definesItsSerialization(type)) {
      return new JavaSerializer();
    }
    if (!isOfTheJdk(type)) {
      return Serializable.class.isAssignableFrom(type) && hasHiddenState(type)
          ? new JavaSerializer()
          : withAllFields(super.getDefaultSerializer(type));
    }
    try {
      Serializer serializer = super.getDefaultSerializer(type);
      return canMake(serializer, type) ? serializer : bySerializable(type);
    } catch (RuntimeException e) {
      return bySerializable(type); // its fields are closed to reflection
    }
  }

  private static boolean canMake(Serializer<?> serializer, Class<?> type) {
    boolean makesEmpty =
        serializer.getClass() == CollectionSerializer.class
            || serializer.getClass() == MapSerializer.class;
    boolean needsSql = serializer instanceof DefaultSerializers.DateSerializer; // not in every JRE
    return !(serializer instanceof FieldSerializer)
        && !needsSql
        && !(makesEmpty && !FILLED_FROM_EMPTY.contains(type));
  }

  /**
   * What its own fields do not tell: an enclosing instance, captured variables, a superclass's own.
   */
  private static boolean hasHiddenState(Class<?> type) {
    if (type.isArray() || type.isEnum() || type.isRecord()) {
      return false;
    }
    Class<?> at = type;
    while (at != null && !isOfTheJdk(at)) {
      for (Field field : at.getDeclaredFields()) {
        if (field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) {
          return true;
        }
      }
      at = at.getSuperclass();
    }
    return at != null && at != Object.class && at != Enum.class;
  }

  private static Serializer<?> withAllFields(Serializer<?> serializer) {
    if (serializer instanceof FieldSerializer<?> fields) {
      fields.getFieldSerializerConfig().setIgnoreSyntheticFields(false);
      fields.updateFields();
    }
    return serializer;
  }

  private static Serializer<?> bySerializable(Class<?> type) {
    if (Serializable.class.isAssignableFrom(type)) {
      return new JavaSerializer();
    }
    throw new KryoException(type.getName() + " is not serializable");
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return !type.isArray() && (loader == null || loader == ClassLoader.getPlatformClassLoader());
  }

  private static boolean definesItsSerialization(Class<?> type) {
    if (isOfTheJdk(type) || !Serializable.class.isAssignableFrom(type) || type.isArray()) {
      return false;
    }
    return Externalizable.class.isAssignableFrom(type)
        || declares(type, "writeReplace")
        || declares(type, "readResolve")
        || declares(type, "writeObject", ObjectOutputStream.class)
        || declares(type, "readObject", ObjectInputStream.class);
  }

  private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
    for (Class<?> at = type; at != null && !isOfTheJdk(at); at = at.getSuperclass()) {
      try {
        at.getDeclaredMethod(method, parameters);
        return true;
      } catch (NoSuchMethodException e) {
        continue;
      }
    }
    return false;
  }

  /**
   * A class's own constructor where it has one without parameters, so its fields get their
   * defaults; none for a serializable class, as in Java serialization.
   */
  private static final class ConstructorFirst implements InstantiatorStrategy {

    private final InstantiatorStrategy withoutConstructor = new StdInstantiatorStrategy();

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
      if (Serializable.class.isAssignableFrom(type) && !isOfTheJdk(type)) {
        return withoutConstructor.newInstantiatorOf(type);
      }
      try {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return new ByConstructor<>(constructor);
      } catch (NoSuchMethodException | InaccessibleObjectException e) {
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

  /** A lambda inside an object: its captured values are part of the object's graph. */
  private static final class LambdaSerializer extends Serializer<Object> {

    @Override
    public void write(Kryo kryo, Output output, Object lambda) {
      LambdaForm form = formOf(lambda);
      PayloadWriter names = new PayloadWriter(256);
      form.putNames(names);
      output.writeInt(names.size());
      output.write(names.bytes(), 0, names.size());
      output.writeInt(form.captured().length);
      for (Object captured : form.captured()) {
        kryo.writeClassAndObject(output, captured);
      }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
      LambdaForm names = LambdaForm.getNames(new PayloadReader(input.readBytes(input.readInt())));
      Object[] captured = new Object[input.readInt()];
      for (int i = 0; i < captured.length; i++) {
        captured[i] = kryo.readClassAndObject(input);
      }
      try {
        Object lambda = names.withCaptured(captured).resolve(kryo.getClassLoader());
        kryo.reference(lambda);
        return lambda;
      } catch (CodecException e) {
        throw new KryoException(e.getMessage(), e);
      }
    }

    private static LambdaForm formOf(Object lambda) {
      try {
        return LambdaForm.of(lambda);
      } catch (CodecException e) {
        throw new KryoException(e.getMessage(), e);
      }
    }
  }
}
