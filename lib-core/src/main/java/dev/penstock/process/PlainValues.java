package dev.penstock.process;

import org.jspecify.annotations.Nullable;

/** How components are written and read that are the same in a journal. */
final class PlainValues {
  private PlainValues() {}

  record StringValue() implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value;
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? null : (String) written;
    }

    @Override
    public Object read(FieldsCursor in) {
      return in.text();
    }
  }

  record LongValue(@Nullable Long absent) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value;
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Long) written;
    }

    @Override
    public Object read(FieldsCursor in) {
      return in.number();
    }
  }

  record BooleanValue(@Nullable Boolean absent) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value;
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Boolean) written;
    }

    @Override
    public Object read(FieldsCursor in) {
      return in.flag();
    }
  }

  record IntValue(@Nullable Integer absent) implements FieldValue {
    @Override
    public @Nullable Object write(@Nullable Object value) {
      return value == null ? null : (Object) ((Integer) value).longValue();
    }

    @Override
    public @Nullable Object read(@Nullable Object written) {
      return written == null ? absent : (Object) Math.toIntExact((Long) written);
    }

    @Override
    public Object read(FieldsCursor in) {
      return Math.toIntExact(in.number());
    }
  }
}
