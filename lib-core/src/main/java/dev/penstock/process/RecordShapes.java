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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

  private FieldValue valueOf(Class<?> type, RecordComponent component) {
    try {
      return valueOf(component.getGenericType());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          type.getSimpleName() + "." + component.getName() + ": " + e.getMessage(), e);
    }
  }

  private FieldValue valueOf(Type type) {
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
        return new RecordValues.OptionalValue(valueOf(arguments[0]));
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

  private FieldValue plainValueOf(Class<?> type) {
    if (type == String.class) {
      return new PlainValues.StringValue();
    }
    if (type == long.class || type == Long.class) {
      return new PlainValues.LongValue(type == long.class ? 0L : null);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new PlainValues.BooleanValue(type == boolean.class ? false : null);
    }
    if (type == int.class || type == Integer.class) {
      return new PlainValues.IntValue(type == int.class ? 0 : null);
    }
    if (type == double.class || type == Double.class) {
      return new TextValues.DoubleValue(type == double.class ? 0.0 : null);
    }
    if (type == Instant.class) {
      return new TextValues.InstantValue();
    }
    if (type == Duration.class) {
      return new TextValues.DurationValue();
    }
    if (type.isEnum()) {
      return new TextValues.EnumValue(type);
    }
    if (type.isRecord()) {
      return new RecordValues.RecordValue(shapeOf(type));
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
      return new RecordValues.SealedValue(byName);
    }
    throw new IllegalArgumentException("no way to write a " + type.getName());
  }
}
