package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers.VoidSerializer;

/**
 * A class that has a number, and gets its serializer with its first object. A new worker's first
 * value holds few of these classes, and to make the serializers of all takes milliseconds.
 */
final class LateRegistration extends Registration {

  private final Kryo kryo;
  private boolean isMade;

  LateRegistration(Class<?> type, Kryo kryo) {
    super(type, new VoidSerializer(), kryo.getNextRegistrationId()); // there has to be one
    this.kryo = kryo;
  }

  @Override
  public Serializer<?> getSerializer() {
    if (!isMade) {
      setSerializer(kryo.getDefaultSerializer(getType()));
    }
    return super.getSerializer();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void setSerializer(Serializer serializer) {
    isMade = true;
    super.setSerializer(serializer);
  }
}
