package dev.penstock.process;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How components are written and read that are records, or may be absent. */
final class RecordValues {
  private static final FieldName TYPE = new FieldName("type");

  private RecordValues() {}

  record OptionalValue(FieldValue item) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : item.write(((Optional<?>) value).orElse(null));
    }

    @Override
    public Object read(@Nullable Object written) {
      return written == null ? Optional.empty() : Optional.ofNullable(item.read(written));
    }

    @Override
    public Object read(FieldsCursor in) {
      return Optional.of(item.read(in));
    }
  }

  record RecordValue(RecordShape shape) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : shape.toFields(value);
    }

    @Override
    @SuppressWarnings("unchecked") // EncodedEvent admits only maps of name to value
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : shape.fromFields((Map<String, @Nullable Object>) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return shape.read(in);
    }
  }

  record SealedValue(Map<String, RecordShape> byName) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      String name = value.getClass().getSimpleName();
      return Objects.requireNonNull(byName.get(name), name).toFields(value, name);
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

    @Override
    public Object read(FieldsCursor in) {
      in.enter('{');
      RecordShape shape = in.take(TYPE) ? byName.get(in.text()) : null;
      if (shape == null) {
        throw FieldsCursor.givenUp();
      }
      return shape.rest(in, in.take(','));
    }
  }
}
