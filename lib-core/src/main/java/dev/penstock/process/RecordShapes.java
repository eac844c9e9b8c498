package dev.penstock.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the records of one codec are turned into fields and back; built once, then only read. */
final class RecordShapes {
  private final MethodHandles.Lookup lookup;
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  RecordShapes(MethodHandles.Lookup lookup) {
    this.lookup = lookup;
  }

  /** The records that a sealed interface permits, directly or through further sealed interfaces. */
  static Set<Class<?>> leavesOf(Class<?> family) {
    if (family.isRecord()) {
      return Set.of(family);
    }
    if (!family.isSealed()) {
      throw new IllegalArgumentException(family.getName() + " is neither a record nor sealed");
    }
    Set<Class<?>> leaves = new LinkedHashSet<>(); // a leaf may be of several families within one
    for (Class<?> permitted : family.getPermittedSubclasses()) {
      leaves.addAll(leavesOf(permitted));
    }
    return leaves;
  }

  RecordShape shapeOf(Class<?> type) {
    RecordShape known = shapes.get(type);
    if (known != null) {
      return known;
    }
    RecordShape shape = new RecordShape(type);
    shapes.put(type, shape); // before its components, which may hold the type again
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    List<RecordShape.Component> read = new ArrayList<>();
    try {
      MethodHandles.Lookup reach = MethodHandles.privateLookupIn(type, lookup);
      for (int i = 0; i < components.length; i++) {
        parameters[i] = components[i].getType();
        MethodHandle getter = reach.unreflect(components[i].getAccessor());
        read.add(
            new RecordShape.Component(
                components[i].getName(), getter, valueOf(type, components[i])));
      }
      MethodHandle constructor =
          reach.findConstructor(type, MethodType.methodType(void.class, parameters));
      shape.complete(read, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be reached; pass a lookup of its own module, or open its package",
          e);
    }
    return shape;
  }

  private Value valueOf(Class<?> type, RecordComponent component) {
    try {
      return valueOf(component.getGenericType());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          type.getSimpleName() + "." + component.getName() + ": " + e.getMessage(), e);
    }
  }

  private Value valueOf(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      Type[] arguments = parameterized.getActualTypeArguments();
      if (raw == List.class) {
        return new CollectionValues.ListValue(valueOf(arguments[0]), false);
      }
      if (raw == Set.class) {
        return new CollectionValues.ListValue(valueOf(arguments[0]), true);
      }
      if (raw == Optional.class) {
        return new OptionalValue(valueOf(arguments[0]));
      }
      if (raw == Map.class && isKey(arguments[0])) {
        return new CollectionValues.MapValue(valueOf(arguments[0]), valueOf(arguments[1]));
      }
    } else if (type instanceof Class<?> plain) {
      return plainValueOf(plain);
    }
    throw new IllegalArgumentException("no way to write a " + type.getTypeName());
  }

  /** What is written as text can be the name of a field. */
  private static boolean isKey(Type type) {
    return type == String.class || (type instanceof Class<?> plain && plain.isEnum());
  }

  private Value plainValueOf(Class<?> type) {
    if (type == String.class || type == Long.class || type == Boolean.class) {
      return new Plain(type, null);
    }
    if (type == long.class) {
      return new Plain(Long.class, 0L);
    }
    if (type == boolean.class) {
      return new Plain(Boolean.class, false);
    }
    if (type == int.class || type == Integer.class) {
      return new IntValue(type == int.class ? 0 : null);
    }
    if (type == double.class || type == Double.class) {
      return new DoubleValue(type == double.class ? 0.0 : null);
    }
    if (type == Instant.class || type == Duration.class || type.isEnum()) {
      return new TextValue(type);
    }
    if (type.isRecord()) {
      return new RecordValue(shapeOf(type));
    }
    if (type.isSealed()) {
      Map<String, RecordShape> byName = new TreeMap<>();
      for (Class<?> leaf : leavesOf(type)) {
        if (byName.put(leaf.getSimpleName(), shapeOf(leaf)) != null) {
          throw new IllegalArgumentException(
              type.getName() + ": two records are called " + leaf.getSimpleName());
        }
        for (RecordComponent component : leaf.getRecordComponents()) {
          if (component.getName().equals("type")) {
            throw new IllegalArgumentException(
                leaf.getName() + ": the component type would hide the name of the record");
          }
        }
      }
      return new SealedValue(byName);
    }
    throw new IllegalArgumentException("no way to write a " + type.getName());
  }

  /** How one component is written and read. */
  interface Value {
    /** Whether a component is left out that is written so. */
    default boolean omits(@Nullable Object written) {
      return written == null;
    }

    @Nullable Object write(@Nullable Object value);

    @Nullable Object read(@Nullable Object written);
  }

  private record Plain(Class<?> type, @Nullable Object absent) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value;
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : type.cast(written);
    }
  }

  private record IntValue(@Nullable Integer absent) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : (Object) ((Integer) value).longValue();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Object) Math.toIntExact((Long) written);
    }
  }

  /** A text, so that every value comes back to the last bit, also those that JSON cannot write. */
  private record DoubleValue(@Nullable Double absent) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Object) Double.parseDouble((String) written);
    }
  }

  private record TextValue(Class<?> type) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value instanceof Enum<?> constant
          ? constant.name()
          : value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      if (written == null) {
        return null;
      }
      String text = (String) written;
      if (type == Instant.class) {
        return InstantText.parse(text);
      }
      return type == Duration.class ? Duration.parse(text) : constant(text);
    }

    private Object constant(String name) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(name + " is no " + type.getSimpleName());
    }
  }

  private record OptionalValue(Value item) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : item.write(((Optional<?>) value).orElse(null));
    }

    @Override
    public Object read(@Nullable Object written) {
      return written == null ? Optional.empty() : Optional.ofNullable(item.read(written));
    }
  }

  private record RecordValue(RecordShape shape) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : shape.toFields(value);
    }

    @Override
    @SuppressWarnings("unchecked") // EncodedEvent admits only maps of name to value
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : shape.fromFields((Map<String, @Nullable Object>) written);
    }
  }

  private record SealedValue(Map<String, RecordShape> byName) implements Value {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      String name = value.getClass().getSimpleName();
      Map<String, @Nullable Object> written = new LinkedHashMap<>();
      written.put("type", name);
      written.putAll(Objects.requireNonNull(byName.get(name), name).toFields(value));
      return written;
    }

    @Override
    @SuppressWarnings("unchecked") // EncodedEvent admits only maps of name to value
    public @Nullable Object read(@Nullable Object written) {
      if (written == null) {
        return null;
      }
      Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) written;
      RecordShape shape = byName.get(String.valueOf(fields.get("type")));
      if (shape == null) {
        throw new IllegalArgumentException(
            "type " + fields.get("type") + " is none of " + byName.keySet());
      }
      return shape.fromFields(fields);
    }
  }
}
