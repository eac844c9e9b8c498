package dev.penstock.spec;

import dev.penstock.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A named text that holds a spec.
 *
 * <pre>{@code
 * SpecSource source = SpecSource.read(checkout.resolve("buildspec.yml"), "buildspec.yml");
 * System.err.print(source.listing(Buildspec.read(source).diagnostics()));
 * }</pre>
 *
 * @param name what diagnostics call it, such as {@code buildspec.yml}
 * @param text the text; a spec of more than {@link #MAX_LENGTH} characters is refused by every
 *     reader
 */
public record SpecSource(String name, String text) {

  /** The longest spec that is read: 1,048,576 characters. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_BYTES_OF_CHARACTER = 4;

  /** Both parts are required. */
  public SpecSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }

  /**
   * Reads a file as UTF-8. Bytes that are no UTF-8 become the replacement character. Of a file that
   * is too long to be a spec, only so much is read that readers can tell.
   *
   * @param file the file
   * @param name what diagnostics call it
   * @return the source
   * @throws IOException if the file cannot be read
   */
  public static SpecSource read(Path file, String name) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] content = bytes.readNBytes((MAX_LENGTH + 1) * MAX_BYTES_OF_CHARACTER);
      return new SpecSource(name, new String(content, StandardCharsets.UTF_8));
    }
  }

  /**
   * Diagnostics in the style of a compiler: each on a line of its own, then the line of the source
   * that it is about, with a caret. Where the text itself is broken, the line before is shown too.
   *
   * <p>What may be secret is shown as {@code ***}: values of variables and of an action's
   * configuration, values that their names call secret, and what looks like a key or a token. Long
   * lines are cut around the caret.
   *
   * @param diagnostics what to list
   * @return lines, each ended by a line feed; empty if there are none
   */
  public String listing(List<Diagnostic> diagnostics) {
    return String.join("", listings(diagnostics));
  }

  /**
   * The same as {@link #listing}, one text for each diagnostic.
   *
   * @param diagnostics what to list
   * @return for each diagnostic its lines, each ended by a line feed
   */
  public List<String> listings(List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return List.of();
    }
    SourceLines lines = new SourceLines(text);
    List<String> listings = new ArrayList<>(diagnostics.size());
    for (Diagnostic diagnostic : diagnostics) {
      StringBuilder listing = new StringBuilder();
      listing.append(diagnostic).append('\n');
      lines.excerpt(diagnostic, listing);
      listings.add(listing.toString());
    }
    return List.copyOf(listings);
  }

  /**
   * The same source to look at: what {@link #listing} withholds is {@code ***} here too. No reader
   * is meant to have it.
   *
   * @return a copy with as many lines
   */
  public SpecSource withoutValues() {
    return new SpecSource(name, new HiddenValues(text).masked());
  }

  /** The name and the length; the text may hold what should not be seen. */
  @Override
  public String toString() {
    return name + " (" + text.length() + " characters)";
  }
}
