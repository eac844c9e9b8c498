package dev.penstock.process;

import org.jspecify.annotations.Nullable;

/** How one component of a record is written and read. */
interface FieldValue {
  /** Whether a component is left out that is written so. */
  default boolean omits(@Nullable Object written) {
    return written == null;
  }

  @Nullable Object write(@Nullable Object value);

  @Nullable Object read(@Nullable Object written);

  /** Reads the JSON of what {@link #write} returned, other than null, or gives up. */
  Object read(FieldsCursor in);
}
