package dev.penstock.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How components that hold many values are written and read. */
final class CollectionValues {
  private CollectionValues() {}

  record ListValue(FieldValue item, boolean asSet) implements FieldValue {
    @Override
    public boolean omits(@Nullable Object written) {
      return written == null || ((List<?>) written).isEmpty();
    }

    @Override
    public @Nullable Object write(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      List<@Nullable Object> written = new ArrayList<>();
      for (Object each : (Iterable<?>) value) {
        written.add(item.write(each));
      }
      return written;
    }

    @Override
    public Object read(@Nullable Object written) {
      List<Object> read = new ArrayList<>();
      if (written != null) {
        for (Object each : (List<?>) written) {
          read.add(Objects.requireNonNull(item.read(each), "null in a list"));
        }
      }
      return asSet ? Collections.unmodifiableSet(new LinkedHashSet<>(read)) : List.copyOf(read);
    }

    @Override
    public Object read(FieldsCursor in) {
      List<Object> read = new ArrayList<>();
      in.enter('[');
      if (!in.isAt(']')) {
        do {
          read.add(item.read(in));
        } while (in.take(','));
      }
      in.leave(']');
      return asSet ? Collections.unmodifiableSet(new LinkedHashSet<>(read)) : List.copyOf(read);
    }
  }

  record MapValue(FieldValue key, FieldValue item) implements FieldValue {
    @Override
    public boolean omits(@Nullable Object written) {
      return written == null || ((Map<?, ?>) written).isEmpty();
    }

    @Override
    public @Nullable Object write(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      Map<String, @Nullable Object> written = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach(
              (name, each) ->
                  written.put(
                      String.valueOf(Objects.requireNonNull(key.write(name), "null as a key")),
                      item.write(each)));
      return written;
    }

    @Override
    public Object read(@Nullable Object written) {
      Map<Object, Object> read = new LinkedHashMap<>();
      if (written != null) {
        ((Map<?, ?>) written)
            .forEach(
                (name, each) ->
                    read.put(
                        Objects.requireNonNull(key.read(name), "null as a key"),
                        Objects.requireNonNull(item.read(each), "null in a map")));
      }
      return Collections.unmodifiableMap(read);
    }

    @Override
    public Object read(FieldsCursor in) {
      Map<Object, Object> read = new LinkedHashMap<>();
      in.enter('{');
      if (!in.isAt('}')) {
        do {
          Object name = key.read(in);
          in.expect(':');
          read.put(name, item.read(in));
        } while (in.take(','));
      }
      in.leave('}');
      return Collections.unmodifiableMap(read);
    }
  }
}
