package dev.penstock.pipeline;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes to one element, found by its name, of a list that a builder holds. */
final class Edits {
  private Edits() {}

  static <T> void change(
      String what, List<T> among, Function<T, String> nameOf, String name, UnaryOperator<T> edit) {
    int index = indexOf(what, among, nameOf, name);
    among.set(index, edit.apply(among.get(index)));
  }

  static <T> void remove(String what, List<T> among, Function<T, String> nameOf, String name) {
    among.remove(indexOf(what, among, nameOf, name));
  }

  private static <T> int indexOf(
      String what, List<T> among, Function<T, String> nameOf, String name) {
    for (int i = 0; i < among.size(); i++) {
      if (nameOf.apply(among.get(i)).equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no "
            + what
            + " is called \""
            + name
            + "\"; there are "
            + among.stream().map(nameOf).toList());
  }
}
