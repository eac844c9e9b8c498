package dev.penstock.pipeline.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much room an event takes in a journal that writes JSON. */
final class EventSize {
  /** Its type and version, and what stands between it and its neighbours. */
  private static final int FRAME = 80;

  /** What the widest escape of a character takes more than the character. */
  private static final int ESCAPE = 5;

  private EventSize() {}

  /** About how many bytes; rather too many than too few. */
  static long of(PipelineEvent event) {
    return FRAME + size(PipelineDecider.CODEC.encode(event).fields());
  }

  private static long size(@Nullable Object value) {
    if (value instanceof String text) {
      long escapes = text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
      return text.getBytes(UTF_8).length + ESCAPE * escapes + 3;
    }
    long size = 2;
    if (value instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        size += size(field.getKey()) + size(field.getValue()) + 1;
      }
      return size;
    }
    if (value instanceof List<?> items) {
      for (Object item : items) {
        size += size(item) + 1;
      }
      return size;
    }
    return String.valueOf(value).length();
  }
}
