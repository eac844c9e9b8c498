package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where the parts of one pipeline stand in its file. Confined to one thread. */
final class Places {
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> lacking = new HashSet<>();

  /** A part: its node, and its path in the file. */
  record Place(Node node, DocumentPath path, Knowledge knowledge) {}

  /** The nearest part that stands in the file, and what of the path in the model is left over. */
  record Nearest(Place place, String rest) {}

  void put(String model, Node node, DocumentPath path, Knowledge knowledge) {
    places.merge(
        model,
        new Place(node, path, knowledge),
        (old, added) -> old.knowledge().compareTo(added.knowledge()) > 0 ? old : added);
  }

  /** Notes a list that has items which nobody could read. */
  void lacks(String model) {
    lacking.add(model);
  }

  /** Whether a list has items which nobody could read. */
  boolean isLacking(String model) {
    return lacking.contains(model);
  }

  /** The part itself, or the nearest one around it; the pipeline is around everything. */
  Nearest nearest(String model) {
    String path = model;
    while (!places.containsKey(path)) {
      path = around(path);
    }
    return new Nearest(Objects.requireNonNull(places.get(path)), model.substring(path.length()));
  }

  /** How much is known about a part, and about all parts that it stands in. */
  Knowledge knowledge(String model) {
    Knowledge least = Knowledge.WRITTEN;
    String path = model;
    while (true) {
      Place place = places.get(path);
      if (place != null && isHole(place.knowledge())) {
        return place.knowledge();
      }
      if (place != null && path.equals(model)) {
        least = place.knowledge();
      }
      if (path.isEmpty()) {
        return least;
      }
      path = around(path);
    }
  }

  /** Whether something unknown or faulty stands at a path of the model that matches. */
  boolean isAnyUnknown(Predicate<String> path) {
    boolean[] isAny = new boolean[1];
    eachUnknown(each -> isAny[0] |= path.test(each));
    return isAny[0];
  }

  /** Calls with each path of the model at which something is unknown, faulty or lacking. */
  void eachUnknown(Consumer<String> visitor) {
    lacking.forEach(visitor);
    places.forEach(
        (path, place) -> {
          if (place.knowledge().compareTo(Knowledge.PARTIAL) >= 0) {
            visitor.accept(path);
          }
        });
  }

  private static boolean isHole(Knowledge knowledge) {
    return knowledge == Knowledge.UNKNOWN || knowledge == Knowledge.FAULTY;
  }

  private static String around(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }
}
