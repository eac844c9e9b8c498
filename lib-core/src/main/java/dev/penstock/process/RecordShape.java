package dev.penstock.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record type: its components, and how to make one. Handles are fitted to their calls when
 * first used, because that makes classes, and most programs meet few of the types.
 */
final class RecordShape {
  private final Class<?> type;
  private List<Component> components = List.of();
  private @Nullable MethodHandle canonical; // as it was found
  private volatile @Nullable MethodHandle constructor;
  private volatile MethodHandle @Nullable [] getters;
  private volatile @Nullable Reading reading;

  RecordShape(Class<?> type) {
    this.type = type;
  }

  void complete(List<Component> read, MethodHandle make) {
    this.components = List.copyOf(read);
    this.canonical = make;
  }

  /** Fitting twice, by two threads, gives the same. */
  private MethodHandle constructor() {
    MethodHandle known = constructor;
    if (known == null) {
      known =
          Objects.requireNonNull(canonical)
              .asSpreader(Object[].class, components.size())
              .asType(MethodType.methodType(Object.class, Object[].class));
      constructor = known;
    }
    return known;
  }

  private MethodHandle[] getters() {
    MethodHandle[] known = getters;
    if (known == null) {
      known = new MethodHandle[components.size()];
      for (int i = 0; i < known.length; i++) {
        known[i] =
            components.get(i).getter().asType(MethodType.methodType(Object.class, Object.class));
      }
      getters = known;
    }
    return known;
  }

  Map<String, @Nullable Object> toFields(Object value) {
    return toFields(value, new @Nullable Object[2 * components.size()], 0);
  }

  /** The fields, after one that tells the type. */
  Map<String, @Nullable Object> toFields(Object value, String type) {
    @Nullable Object[] pairs = new @Nullable Object[2 * components.size() + 2];
    pairs[0] = "type";
    pairs[1] = type;
    return toFields(value, pairs, 2);
  }

  private Map<String, @Nullable Object> toFields(
      Object value, @Nullable Object[] pairs, int begin) {
    MethodHandle[] fitted = getters();
    int used = begin;
    for (int i = 0; i < fitted.length; i++) {
      Component component = components.get(i);
      Object written = component.value().write(get(component, fitted[i], value));
      if (!component.value().omits(written)) {
        pairs[used++] = component.name();
        pairs[used++] = written;
      }
    }
    return FewFields.of(pairs, 0, used);
  }

  Object fromFields(Map<String, @Nullable Object> fields) {
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Component component = components.get(i);
      try {
        arguments[i] = component.value().read(fields.get(component.name()));
      } catch (ClassCastException e) {
        throw new IllegalArgumentException(
            type.getSimpleName() + "." + component.name() + " has another type", e);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            type.getSimpleName() + "." + component.name() + ": " + e.getMessage(), e);
      }
    }
    return make(arguments);
  }

  /** Reads the JSON of a record, or gives up where a component is unknown or out of order. */
  Object read(FieldsCursor in) {
    in.enter('{');
    return rest(in, !in.isAt('}'));
  }

  /** Reads the components of an object that has begun, if there are any more, and its end. */
  Object rest(FieldsCursor in, boolean isMore) {
    Reading known = reading();
    @Nullable Object[] arguments = known.absent.clone();
    int next = 0;
    for (boolean more = isMore; more; more = in.take(',')) {
      while (next < arguments.length && !in.take(known.names[next])) {
        next++;
      }
      if (next == arguments.length) {
        throw FieldsCursor.givenUp();
      }
      arguments[next] = known.values[next].read(in);
      next++;
    }
    in.leave('}');
    return make(arguments);
  }

  private Reading reading() {
    Reading known = reading;
    if (known == null) {
      known = new Reading(components);
      reading = known;
    }
    return known;
  }

  private Object make(@Nullable Object[] arguments) {
    try {
      return (Object) constructor().invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalArgumentException(type.getSimpleName() + " refused its fields", e);
    }
  }

  private static @Nullable Object get(Component component, MethodHandle getter, Object value) {
    try {
      return (Object) getter.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("accessor of " + component.name() + " failed", e);
    }
  }

  /** One component: its name, how to read it from a record, and how it is written. */
  record Component(String name, MethodHandle getter, FieldValue value) {}

  /** What reading needs of the components, in arrays. */
  private static final class Reading {
    final FieldName[] names;
    final FieldValue[] values;
    final @Nullable Object[] absent;

    Reading(List<Component> components) {
      names = new FieldName[components.size()];
      values = new FieldValue[names.length];
      absent = new @Nullable Object[names.length];
      for (int i = 0; i < names.length; i++) {
        names[i] = new FieldName(components.get(i).name());
        values[i] = components.get(i).value();
        absent[i] = values[i].read((Object) null);
      }
    }
  }
}
