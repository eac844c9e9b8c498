package dev.penstock.spec;

import java.util.Optional;

/**
 * Gives a meaning to YAML tags that the format has none for, such as {@code !Ref}: an SPI that a
 * host implements whose files are written for another tool as well.
 *
 * <pre>{@code
 * TagResolver parameters =
 *     (tag, text) -> tag.equals("!Ref") ? Optional.ofNullable(values.get(text)) : Optional.empty();
 * ReadResult<Buildspec> result = Buildspec.read(source, parameters);
 * }</pre>
 *
 * <p>Called on the thread that reads, once for each tagged text in the order of the file; must not
 * block. What it throws reaches the caller of the reader.
 */
@FunctionalInterface
public interface TagResolver {

  /** Knows no tag: every tag is a fault. */
  TagResolver NONE = (tag, text) -> Optional.empty();

  /**
   * Resolves one tagged text. Tags of lists and mappings are not asked for; they are faults.
   *
   * @param tag the tag as it is written, such as {@code !Ref}
   * @param text the text behind it, without quotation marks
   * @return the text that the file is read with in its place; empty if the tag is a fault
   */
  Optional<String> resolve(String tag, String text);
}
