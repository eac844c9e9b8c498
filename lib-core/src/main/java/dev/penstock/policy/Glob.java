package dev.penstock.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A pattern of characters, of {@code *} for any run of them, and of {@code ?} for exactly one
 * . Matching takes no longer than the product of the two lengths.
 */
final class Glob {
  private static final int ANY_RUN = -1;
  private static final int ANY_ONE = -2;

  private final int[] units;

  private Glob(int[] units) {
    this.units = units;
  }

  /** Collects the pattern. */
  static final class Builder {
    private int[] units = new int[16];
    private int size;

    Builder literal(String text) {
      text.chars().forEach(this::add);
      return this;
    }

    Builder anyRun() {
      add(ANY_RUN);
      return this;
    }

    Builder anyOne() {
      add(ANY_ONE);
      return this;
    }

    private void add(int unit) {
      if (size == units.length) {
        units = Arrays.copyOf(units, size * 2);
      }
      units[size++] = unit;
    }

    Glob build() {
      return new Glob(Arrays.copyOf(units, size));
    }
  }

  /** A pattern in which {@code *} and {@code ?} are wild and letters match in either case. */
  static Glob ignoringCase(String pattern) {
    Builder glob = new Builder();
    pattern
        .toLowerCase(Locale.ROOT)
        .chars()
        .forEach(unit -> glob.add(unit == '*' ? ANY_RUN : unit == '?' ? ANY_ONE : unit));
    return glob.build();
  }

  boolean matches(String value) {
    int at = 0;
    int unit = 0;
    int star = -1; // the last run that was met, and how much of the value it has swallowed
    int swallowed = 0;
    while (at < value.length()) {
      if (unit < units.length && units[unit] == ANY_RUN) {
        star = unit++;
        swallowed = at;
      } else if (unit < units.length
          && (units[unit] == ANY_ONE || units[unit] == value.charAt(at))) {
        unit++;
        at++;
      } else if (star >= 0) {
        unit = star + 1;
        at = ++swallowed;
      } else {
        return false;
      }
    }
    while (unit < units.length && units[unit] == ANY_RUN) {
      unit++;
    }
    return unit == units.length;
  }

  /** The parts between colons, of which the last one holds all further colons. */
  List<Glob> parts(int most) {
    List<Glob> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < units.length && parts.size() < most - 1; i++) {
      if (units[i] == ':') {
        parts.add(new Glob(Arrays.copyOfRange(units, from, i)));
        from = i + 1;
      }
    }
    parts.add(new Glob(Arrays.copyOfRange(units, from, units.length)));
    return parts;
  }

  /** The characters, with wild ones as they are written. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int unit : units) {
      text.append(unit == ANY_RUN ? '*' : unit == ANY_ONE ? '?' : (char) unit);
    }
    return text.toString();
  }
}
