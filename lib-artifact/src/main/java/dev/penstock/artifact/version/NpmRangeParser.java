package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads npm's ranges: their sets, and hyphen ranges; the rest is {@link NpmDesugaring}. */
final class NpmRangeParser {
  private static final String ALLOWED =
      "a version such as 1.2.3, 1.2.x or *, with or without <, <=, >, >=, =, ~ or ^";

  private final VersionScheme scheme;
  private final String written;
  private final boolean isLoose;
  private final boolean includesPrereleases;
  private final NpmDesugaring desugaring;

  NpmRangeParser(VersionScheme scheme, String written, boolean isLoose) {
    this(scheme, written, isLoose, false);
  }

  NpmRangeParser(
      VersionScheme scheme, String written, boolean isLoose, boolean includesPrereleases) {
    this.scheme = scheme;
    this.written = written;
    this.isLoose = isLoose;
    this.includesPrereleases = includesPrereleases;
    this.desugaring = new NpmDesugaring(includesPrereleases);
  }

  NpmRange parse() {
    List<List<NpmComparator>> sets = new ArrayList<>();
    for (NpmText part : NpmText.of(written).split("||")) {
      List<NpmComparator> set = set(part);
      if (!set.isEmpty()) {
        sets.add(set);
      }
    }
    if (sets.isEmpty()) {
      throw VersionSyntaxException.at(scheme + " range", written, 0, ALLOWED);
    }
    return new NpmRange(scheme, written, simplified(sets), includesPrereleases);
  }

  /** What can never hold is left out where something else may; what always holds is enough. */
  private static List<List<NpmComparator>> simplified(List<List<NpmComparator>> sets) {
    List<List<NpmComparator>> possible =
        sets.stream().filter(set -> !set.get(0).isNothing()).toList();
    if (possible.isEmpty()) {
      return sets.subList(0, 1);
    }
    return possible.stream()
        .filter(set -> set.size() == 1 && set.get(0).isAny())
        .findFirst()
        .map(List::of)
        .orElse(possible);
  }

  private List<NpmComparator> set(NpmText part) {
    NpmText text = part.withoutBuilds();
    NpmText hyphen = hyphenRange(text);
    List<String> simple = new ArrayList<>();
    List<NpmText> tokens = new ArrayList<>();
    for (NpmText token : (hyphen == null ? text : hyphen).joined().split(" ")) {
      for (String comparison : desugaring.desugar(token.text(), isLoose)) {
        simple.add(comparison);
        tokens.add(token);
      }
    }
    Set<NpmComparator> comparators = new LinkedHashSet<>();
    for (int i = 0; i < simple.size(); i++) {
      // What accepts anything is lost between others, which matters if loose mode leaves those out.
      boolean isBetween = i > 0 && i < simple.size() - 1;
      NpmComparator comparator =
          isBetween && simple.get(i).isEmpty() ? null : comparator(simple.get(i), tokens.get(i));
      if (comparator != null) {
        comparators.add(comparator);
      }
    }
    if (comparators.size() > 1) {
      comparators.remove(NpmComparator.ANY);
    }
    return comparators.stream()
        .filter(NpmComparator::isNothing)
        .findFirst()
        .map(List::of)
        .orElseGet(() -> List.copyOf(comparators));
  }

  /** {@code a - b} as two comparisons, or null if it is something else. */
  private @Nullable NpmText hyphenRange(NpmText text) {
    int hyphen = text.text().indexOf(" - ");
    while (hyphen >= 0) {
      String from = text.text().substring(0, hyphen);
      String to = text.text().substring(hyphen + 3).stripTrailing();
      NpmPartial lower = NpmPartial.of(from, 0, isLoose);
      NpmPartial upper = NpmPartial.of(to, 0, isLoose);
      if (lower != null && upper != null) {
        String both = desugaring.from(lower, from) + " " + desugaring.to(upper, to);
        return text.replacedBy(both.trim());
      }
      hyphen = text.text().indexOf(" - ", hyphen + 1);
    }
    return null;
  }

  /** A comparison; null for one that loose mode leaves out. */
  private @Nullable NpmComparator comparator(String simple, NpmText token) {
    if (simple.isEmpty() || desugaring.isAlways(simple)) {
      return NpmComparator.ANY;
    }
    int operatorEnd = NpmDesugaring.operatorEnd(simple);
    NpmPartial version = NpmPartial.of(simple, operatorEnd, isLoose);
    boolean isVersion =
        version != null
            && version.isComplete()
            && (isLoose || version.prefix().isEmpty() || version.prefix().equals("v"));
    if (version == null || !isVersion) {
      if (isLoose) {
        return null;
      }
      throw VersionSyntaxException.of(
          scheme + " range", written, token.place(), token.text(), ALLOWED);
    }
    NpmComparator.Operator operator = NpmComparator.Operator.of(simple.substring(0, operatorEnd));
    return new NpmComparator(operator, bound(version, token));
  }

  private Version bound(NpmPartial version, NpmText token) {
    String text =
        version.major()
            + "."
            + version.minor()
            + "."
            + version.patch()
            + (version.hasLabels() ? "-" + version.labels() : "");
    try {
      return scheme.parse(text);
    } catch (VersionSyntaxException tooLarge) {
      throw VersionSyntaxException.of(
          scheme + " range", written, token.place(), token.text(), tooLarge.allowed());
    }
  }
}
