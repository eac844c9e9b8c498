package dev.penstock.process;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How components are written and read that are texts in a journal. */
final class TextValues {
  private TextValues() {}

  /** A text, so that every value comes back to the last bit, also those that JSON cannot write. */
  record DoubleValue(@Nullable Double absent) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Object) Double.parseDouble((String) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return Double.parseDouble(in.text());
    }
  }

  record InstantValue() implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : InstantText.print((Instant) value);
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : InstantText.parse((String) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return in.instant();
    }
  }

  record DurationValue() implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : Duration.parse((String) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return Duration.parse(in.text());
    }
  }

  /** Looks for its constants when it first reads one, because that initializes their class. */
  static final class EnumValue implements FieldValue {
    private final Class<?> type;
    private volatile @Nullable Map<String, Object> constants;

    EnumValue(Class<?> type) {
      this.type = type;
    }

    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : ((Enum<?>) value).name();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : constant((String) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return constant(in.text());
    }

    private Object constant(String name) {
      Map<String, Object> known = constants;
      if (known == null) {
        known = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
          known.put(((Enum<?>) constant).name(), constant);
        }
        constants = known;
      }
      Object constant = known.get(name);
      if (constant == null) {
        throw new IllegalArgumentException(name + " is no " + type.getSimpleName());
      }
      return constant;
    }
  }
}
