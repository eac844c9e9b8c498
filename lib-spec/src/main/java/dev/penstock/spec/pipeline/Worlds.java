package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All ways in which the unknown conditions of a template can come out, up to 64; and what there is
 * to say about all of them together.
 */
final class Worlds {
  /** More unknown conditions than these are not tried out, so that what they choose is unknown. */
  static final int MOST_ATOMS = 6;

  private final List<World> all;

  private Worlds(List<World> all) {
    this.all = all;
  }

  /**
   * Reads under all assumptions that are needed and do not exclude each other.
   *
   * @param undecided what is asked under assumptions and not answered by them
   * @param read reads under assumptions
   */
  static Worlds explore(
      Function<Map<Atom, Boolean>, Set<Atom>> undecided, Function<Map<Atom, Boolean>, World> read) {
    List<Map<Atom, Boolean>> assumptions = new ArrayList<>();
    explore(Map.of(), undecided, assumptions);
    return new Worlds(assumptions.stream().map(read).toList());
  }

  private static void explore(
      Map<Atom, Boolean> assumed,
      Function<Map<Atom, Boolean>, Set<Atom>> undecided,
      List<Map<Atom, Boolean>> assumptions) {
    Set<Atom> open = assumed.size() < MOST_ATOMS ? undecided.apply(assumed) : Set.of();
    if (open.isEmpty()) {
      assumptions.add(assumed);
      return;
    }
    Atom atom = open.iterator().next();
    for (boolean holds : new boolean[] {true, false}) {
      Map<Atom, Boolean> more = new LinkedHashMap<>(assumed);
      more.put(atom, holds);
      explore(more, undecided, assumptions);
    }
  }

  List<World> all() {
    return all;
  }

  private record Fault(String rule, @Nullable Position position, String found) {}

  /**
   * What there is to say. An error that depends on several unknown conditions may never happen, and
   * is a warning; one that depends on a single condition is an error wherever it occurs.
   */
  List<Diagnostic> diagnostics() {
    Map<Fault, Diagnostic> first = new LinkedHashMap<>();
    Map<Fault, Set<Integer>> where = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      for (Diagnostic each : all.get(i).diagnostics()) {
        Fault fault = new Fault(each.rule(), each.position(), each.found());
        first.putIfAbsent(fault, each);
        where.computeIfAbsent(fault, added -> new HashSet<>()).add(i);
      }
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    first.forEach((fault, each) -> diagnostics.add(qualified(each, where.get(fault))));
    return diagnostics;
  }

  private Diagnostic qualified(Diagnostic diagnostic, @Nullable Set<Integer> where) {
    if (where == null || where.size() == all.size()) {
      return diagnostic;
    }
    Optional<String> cause = cause(where);
    String hint = cause.orElse("only for some values of several parameters");
    Severity severity = diagnostic.severity();
    return new Diagnostic(
        cause.isEmpty() && severity == Severity.ERROR ? Severity.WARNING : severity,
        diagnostic.rule(),
        diagnostic.source(),
        diagnostic.position(),
        diagnostic.path(),
        diagnostic.found(),
        diagnostic.allowed(),
        diagnostic.hint().isEmpty() ? hint : diagnostic.hint() + "; " + hint,
        diagnostic.reference());
  }

  /** One assumption that suffices: all worlds in which it is true have the fault. */
  private Optional<String> cause(Set<Integer> where) {
    Optional<String> example = Optional.empty();
    for (Atom atom : atoms()) {
      for (boolean holds : new boolean[] {true, false}) {
        Set<Integer> such = worlds(atom, holds);
        String text = "where " + atom + (holds ? " holds" : " does not hold");
        if (such.equals(where)) {
          return Optional.of("only " + text);
        }
        if (example.isEmpty() && !such.isEmpty() && where.containsAll(such)) {
          example = Optional.of("for example " + text);
        }
      }
    }
    return example;
  }

  private Set<Integer> worlds(Atom atom, boolean holds) {
    Set<Integer> worlds = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (Boolean.valueOf(holds).equals(all.get(i).holds(atom))) {
        worlds.add(i);
      }
    }
    return worlds;
  }

  private Set<Atom> atoms() {
    Set<Atom> atoms = new LinkedHashSet<>();
    all.forEach(world -> atoms.addAll(world.assumed().keySet()));
    return atoms;
  }
}
