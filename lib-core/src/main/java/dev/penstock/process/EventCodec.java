package dev.penstock.process;

/**
 * Writes the events of one kind of process and reads them back, those of older releases included.
 *
 * <p>Implementations are immutable and safe for several threads. {@link RecordEventCodec} serves
 * any sealed interface of records.
 *
 * @param <E> the events
 */
public interface EventCodec<E> {

  /**
   * Writes an event.
   *
   * @param event the event
   * @return its written form, of the newest version of its type
   */
  EncodedEvent encode(E event);

  /**
   * Reads an event. Fields that this release does not know are passed over; older versions are
   * lifted first.
   *
   * @param encoded the written form
   * @return the event
   * @throws UnreadableEventException if the type or version is unknown, or the fields do not fit it
   */
  E decode(EncodedEvent encoded);

  /**
   * A quick way to read many events, for one thread. A journal takes a new one for each pass over a
   * stream.
   *
   * @return a reader that gives up what this codec cannot read quickly; unless overridden, all
   */
  default FieldsReader<E> fieldsReader() {
    return (type, version, json, from, to) -> null;
  }
}
