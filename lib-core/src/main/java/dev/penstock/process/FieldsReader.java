package dev.penstock.process;

import org.jspecify.annotations.Nullable;

/**
 * Reads events straight from the JSON of their fields, without a map of them between. A journal
 * asks for one with {@link EventCodec#fieldsReader} before it reads many events, and goes the long
 * way, by {@link EventCodec#decode}, wherever it gives up:
 *
 * <pre>{@code
 * FieldsReader<ShiftEvent> quick = codec.fieldsReader();
 * byte[] json = "{\"at\":\"2026-01-05T09:00:00Z\"}".getBytes(UTF_8);
 * ShiftEvent event = quick.read("ShiftEnded", 1, json, 0, json.length);
 * if (event == null) {
 *   event = codec.decode(new EncodedEvent("ShiftEnded", 1, Map.of("at", "2026-01-05T09:00:00Z")));
 * }
 * }</pre>
 *
 * <p>Confined to one thread, because it remembers what it read last.
 *
 * @param <E> the events
 */
@FunctionalInterface
public interface FieldsReader<E> {

  /**
   * Reads an event, or gives up. What it reads is what {@link EventCodec#decode} makes of the same
   * fields. Whatever that refuses is given up, so that the refusal is worded in one place.
   *
   * @param type the event's type
   * @param version the version of the type, from 1
   * @param json holds the fields as one JSON object in UTF-8; not changed
   * @param from where the object begins
   * @param to where it ends, at most the array's length
   * @return the event; null if it was given up, which says nothing about whether it can be read
   */
  @Nullable E read(String type, int version, byte[] json, int from, int to);
}
