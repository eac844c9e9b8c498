package dev.penstock.artifact;

import dev.penstock.artifact.PackageFormat.Namespace;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.Spelling;
import dev.penstock.source.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A pattern of packages: a {@link Glob} for {@code format/namespace/name}, as rules of versions and
 * of retention use it. One that could match no package is refused.
 *
 * <pre>{@code
 * PackageGlob ours = PackageGlob.compile("maven/com.acme/*");
 * ours.matches(coordinates);
 * PackageGlob.compile("npm//event-stream");    // no namespace: nothing between the slashes
 * PackageGlob.compile("npm/event-stream");     // refused, with what was probably meant
 * }</pre>
 *
 * <p>Unlike the pattern of a package group it has no slash in front, and unlike that it may have
 * wildcards anywhere. Immutable and safe for several threads.
 */
public final class PackageGlob {
  private static final String PARTS = "format/namespace/name, such as maven/com.acme/* or npm//app";
  private static final List<String> FORMATS =
      Arrays.stream(PackageFormat.values()).map(PackageFormat::id).toList();

  private final Glob glob;

  private PackageGlob(Glob glob) {
    this.glob = glob;
  }

  /**
   * Compiles a pattern.
   *
   * @param pattern 1 to {@value Glob#LONGEST_PATTERN} characters
   * @return the pattern, compiled
   * @throws IllegalArgumentException if it is malformed, or can match no package; the message tells
   *     what was found, what is allowed and what was probably meant
   */
  public static PackageGlob compile(String pattern) {
    Optional<Diagnostic> fault = faultOf(pattern);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().toString());
    }
    return new PackageGlob(Glob.compile(pattern));
  }

  /**
   * What is wrong with a pattern.
   *
   * @param pattern any text
   * @return the first fault, under the rule {@code artifact.package-pattern}; empty if the pattern
   *     can be compiled
   */
  public static Optional<Diagnostic> faultOf(String pattern) {
    Optional<Diagnostic> malformed = Glob.faultOf(Objects.requireNonNull(pattern, "pattern"));
    if (malformed.isPresent()) {
      return Optional.of(
          fault(
              pattern, malformed.get().found(), malformed.get().allowed(), malformed.get().hint()));
    }
    if (pattern.startsWith("/")) {
      return Optional.of(fault(pattern, "a slash in front", PARTS, meant(pattern.substring(1))));
    }
    Parts parts = Parts.of(pattern);
    return parts.isOpen ? Optional.empty() : parts.fault();
  }

  private static Diagnostic fault(String pattern, String found, String allowed, String hint) {
    return Diagnostic.error(
            "artifact.package-pattern", "", "\"" + Faults.shown(pattern) + "\": " + found, allowed)
        .withHint(hint);
  }

  /** A suggestion, if it is any good. */
  private static String meant(String pattern) {
    return !pattern.isEmpty() && faultOf(pattern).isEmpty()
        ? "did you mean \"" + Faults.shown(pattern) + "\"?"
        : "";
  }

  /** The parts between the slashes of a pattern, unless slashes are among alternatives. */
  private record Parts(String pattern, List<String> texts, boolean isOpen) {

    static Parts of(String pattern) {
      List<String> texts = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      boolean isAlternative = false;
      boolean isOpen = false;
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        isAlternative = c == '{' || (isAlternative && c != '}');
        isOpen |= c == '\\' || c == '[' || (isAlternative && (c == '/' || c == '*'));
        if (c == '/') {
          texts.add(text.toString());
          text.setLength(0);
        } else {
          text.append(c);
        }
      }
      texts.add(text.toString());
      return new Parts(pattern, texts, isOpen);
    }

    Optional<Diagnostic> fault() {
      List<PackageFormat> formats = formats(texts.get(0));
      if (formats.isEmpty() && texts.size() > 1) {
        return Optional.of(unknownFormat());
      }
      long fixed =
          texts.stream().limit(texts.size() - 1L).filter(part -> !part.equals("**")).count();
      boolean isStretching = texts.stream().anyMatch(part -> part.contains("**"));
      String last = texts.get(texts.size() - 1);
      if (fixed > 2 || last.isEmpty() || (!isStretching && fixed < 2)) {
        return Optional.of(
            PackageGlob.fault(
                pattern,
                texts.size()
                    + (texts.size() == 1 ? " part" : " parts")
                    + (last.isEmpty() ? ", no name" : ""),
                PARTS,
                hint()));
      }
      if (isStretching) {
        return Optional.empty();
      }
      if (formats.equals(List.of(PackageFormat.NPM)) && texts.get(1).startsWith("@")) {
        return Optional.of(
            PackageGlob.fault(
                pattern,
                "a scope with @",
                "the scope alone",
                meant("npm/" + texts.get(1).substring(1) + "/" + texts.get(2))));
      }
      return namespaceFault(formats).or(() -> spellingFault(formats));
    }

    /** Formats that the first part names; all if it goes beyond its slash. */
    private static List<PackageFormat> formats(String first) {
      if (first.contains("**")) {
        return List.of(PackageFormat.values());
      }
      return first.isEmpty()
          ? List.of()
          : Arrays.stream(PackageFormat.values())
              .filter(format -> Glob.compile(first).matches(format.id()))
              .toList();
    }

    private Diagnostic unknownFormat() {
      String first = texts.get(0);
      String lower = first.toLowerCase(Locale.ROOT);
      String meant =
          FORMATS.contains(lower) ? meant(lower + pattern.substring(first.length())) : "";
      return PackageGlob.fault(
          pattern,
          "\"" + Faults.shown(first) + "\" is no package format",
          String.join(", ", FORMATS),
          meant.isEmpty() ? Spelling.hint(lower, FORMATS) : meant);
    }

    private String hint() {
      List<PackageFormat> formats = formats(texts.get(0));
      if (texts.size() == 1) {
        return meant(formats.isEmpty() ? "**/" + pattern : pattern + "/**");
      }
      boolean isRequired =
          formats.stream().allMatch(format -> format.namespace() == Namespace.REQUIRED);
      return texts.size() == 2
          ? meant(texts.get(0) + (isRequired ? "/*/" : "//") + texts.get(1))
          : "";
    }

    private Optional<Diagnostic> namespaceFault(List<PackageFormat> formats) {
      String namespace = texts.get(1);
      boolean matchesNone = namespace.isEmpty() || Glob.compile(namespace).matches("");
      Namespace impossible = matchesNone ? Namespace.REQUIRED : Namespace.NONE;
      if ((matchesNone && !namespace.isEmpty())
          || !formats.stream().allMatch(format -> format.namespace() == impossible)) {
        return Optional.empty();
      }
      String between = matchesNone ? "*" : "";
      return Optional.of(
          PackageGlob.fault(
              pattern,
              matchesNone ? "no namespace" : "namespace \"" + Faults.shown(namespace) + "\"",
              (matchesNone ? "a namespace" : "none") + " for packages of " + texts.get(0),
              meant(texts.get(0) + "/" + between + "/" + texts.get(2))));
    }

    /** Names that are stored in another spelling, or cannot be at all. */
    private Optional<Diagnostic> spellingFault(List<PackageFormat> formats) {
      boolean isPlain = pattern.chars().noneMatch(c -> "*?{".indexOf(c) >= 0);
      if (isPlain) {
        try {
          String stored =
              PackageCoordinates.named(formats.get(0), texts.get(1), texts.get(2)).toString();
          return stored.equals(pattern) ? Optional.empty() : Optional.of(spelled(stored));
        } catch (InvalidDefinitionException e) {
          Diagnostic first = e.diagnostics().get(0);
          return Optional.of(PackageGlob.fault(pattern, first.found(), first.allowed(), ""));
        }
      }
      String lower = PackageFormat.NUGET.stored(pattern);
      return !lower.equals(pattern) && formats.stream().allMatch(Parts::isLowerCase)
          ? Optional.of(spelled(lower))
          : Optional.empty();
    }

    private Diagnostic spelled(String stored) {
      return PackageGlob.fault(
          pattern, "not as names of " + texts.get(0) + " are stored", stored, meant(stored));
    }

    private static boolean isLowerCase(PackageFormat format) {
      return format == PackageFormat.NUGET
          || format == PackageFormat.SWIFT
          || format == PackageFormat.PYPI;
    }
  }

  /**
   * Whether a package matches.
   *
   * @param coordinates the package
   * @return true if it matches
   */
  public boolean matches(PackageCoordinates coordinates) {
    return glob.matches(coordinates.toString());
  }

  /** Patterns of the same text are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PackageGlob pattern && pattern.glob.equals(glob);
  }

  @Override
  public int hashCode() {
    return glob.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return glob.pattern();
  }
}
