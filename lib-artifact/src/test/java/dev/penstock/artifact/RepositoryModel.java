package dev.penstock.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One package in several repositories, told as simply as possible. */
final class RepositoryModel {
  private static final Set<String> OPEN = Set.of("Unfinished", "Published", "Unlisted");

  private static final class Version {
    private String status = "Unfinished";
    private Map<String, String> assets = new TreeMap<>();
    private Map<String, String> documents = new TreeMap<>();
    private Map<String, String> marks = new TreeMap<>();

    Version copy() {
      Version copy = new Version();
      copy.status = status;
      copy.assets = new TreeMap<>(assets);
      copy.documents = new TreeMap<>(documents);
      copy.marks = new TreeMap<>(marks);
      return copy;
    }

    List<Map<String, String>> content() {
      return List.of(assets, documents, marks);
    }

    @Override
    public String toString() {
      return status + " " + content();
    }
  }

  /** What a repository has of the package; versions and tags are empty before it is there. */
  private static final class Holding {
    private boolean isThere;
    private final Map<String, Version> versions = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();

    @Override
    public String toString() {
      return isThere + " " + versions + " " + tags;
    }
  }

  private final Map<String, Holding> repositories = new TreeMap<>();

  RepositoryModel copy() {
    RepositoryModel copy = new RepositoryModel();
    repositories.forEach(
        (name, holding) -> {
          Holding other = copy.in(name);
          other.isThere = holding.isThere;
          holding.versions.forEach((key, version) -> other.versions.put(key, version.copy()));
          other.tags.putAll(holding.tags);
        });
    return copy;
  }

  private Holding in(String repository) {
    return repositories.computeIfAbsent(repository, each -> new Holding());
  }

  String publish(
      String repository,
      String version,
      String asset,
      String text,
      boolean unfinished,
      @Nullable String tag) {
    Holding holding = in(repository);
    @Nullable Version known = holding.versions.get(version);
    if (known != null
        && (!OPEN.contains(known.status) || !known.assets.getOrDefault(asset, text).equals(text))) {
      return "CONFLICT";
    }
    Version next = known == null ? new Version() : known.copy();
    next.assets.put(asset, text);
    if (!unfinished && next.status.equals("Unfinished")) {
      next.status = "Published";
    }
    boolean isChanged =
        known == null
            || !known.toString().equals(next.toString())
            || (tag != null && !version.equals(holding.tags.get(tag)));
    holding.isThere = true;
    holding.versions.put(version, next);
    if (tag != null) {
      holding.tags.put(tag, version);
    }
    return next.status + " " + isChanged;
  }

  String change(String repository, Set<String> versions, String target) {
    Holding holding = in(repository);
    Map<String, String> failed = new TreeMap<>();
    for (String version : versions) {
      @Nullable Version known = holding.versions.get(version);
      if (known == null) {
        failed.put(version, "NOT_FOUND");
      } else if (!isAllowed(known.status, target)) {
        failed.put(version, "NOT_ALLOWED");
      }
    }
    if (!failed.isEmpty()) {
      versions.forEach(version -> failed.putIfAbsent(version, "SKIPPED"));
      return "[] " + failed;
    }
    for (String version : versions) {
      if (target.equals("Deleted")) {
        holding.versions.remove(version);
        holding.tags.values().removeIf(version::equals);
      } else {
        Objects.requireNonNull(holding.versions.get(version)).status = target;
      }
    }
    return new TreeSet<>(versions) + " {}";
  }

  private static boolean isAllowed(String from, String target) {
    return switch (target) {
      case "Disposed", "Deleted" -> true;
      case "Published" -> !from.equals("Disposed");
      default -> !from.equals("Disposed") && !from.equals("Unfinished");
    };
  }

  String copy(String source, String target, Set<String> versions, boolean overwrite) {
    Map<String, String> failed = new TreeMap<>();
    for (String version : versions) {
      @Nullable Version known = in(source).versions.get(version);
      @Nullable Version there = in(target).versions.get(version);
      if (known == null) {
        failed.put(version, "NOT_FOUND");
      } else if (Set.of("Unfinished", "Disposed").contains(known.status)
          || (there != null && there.status.equals("Disposed"))) {
        failed.put(version, "NOT_ALLOWED");
      } else if (there != null && !there.content().equals(known.content()) && !overwrite) {
        failed.put(version, "ALREADY_EXISTS");
      }
    }
    if (!failed.isEmpty()) {
      versions.forEach(version -> failed.putIfAbsent(version, "SKIPPED"));
      return "[] " + failed;
    }
    Set<String> copied = new TreeSet<>();
    for (String version : versions) {
      Version known = Objects.requireNonNull(in(source).versions.get(version));
      @Nullable Version there = in(target).versions.get(version);
      if (there == null || !there.content().equals(known.content())) {
        in(target).isThere = true;
        in(target).versions.put(version, known.copy());
        copied.add(version);
      }
    }
    return copied + " {}";
  }

  String edit(String repository, String version, String what, String name, String value) {
    @Nullable Version known = in(repository).versions.get(version);
    if (known == null) {
      return "NOT_FOUND";
    }
    if (known.status.equals("Disposed")) {
      return "CONFLICT";
    }
    switch (what) {
      case "mark" -> known.marks.put(name, value);
      case "unmark" -> known.marks.remove(name);
      case "document" -> known.documents.put(name, value);
      default -> {
        if (known.status.equals("Unfinished")) {
          known.status = "Published";
        }
      }
    }
    return known.status;
  }

  String abandon(String repository, String version) {
    @Nullable Version known = in(repository).versions.get(version);
    if (known == null) {
      return "false";
    }
    if (!known.status.equals("Unfinished")) {
      return "CONFLICT";
    }
    in(repository).versions.remove(version);
    in(repository).tags.values().removeIf(version::equals);
    return "true";
  }

  String tag(String repository, String tag, String version) {
    if (!in(repository).versions.containsKey(version)) {
      return "NOT_FOUND";
    }
    in(repository).tags.put(tag, version);
    return "ok";
  }

  String untag(String repository, String tag) {
    return in(repository).isThere
        ? Boolean.toString(in(repository).tags.remove(tag) != null)
        : "NOT_FOUND";
  }

  String tags(String repository) {
    return in(repository).isThere ? in(repository).tags.toString() : "NOT_FOUND";
  }

  String deletePackage(String repository) {
    Holding holding = in(repository);
    if (!holding.isThere) {
      return "NOT_FOUND";
    }
    holding.isThere = false;
    holding.versions.clear();
    holding.tags.clear();
    return "ok";
  }

  String describe(String repository, String version) {
    @Nullable Version known = in(repository).versions.get(version);
    return known == null ? "NOT_FOUND" : known.status + " " + known.marks;
  }

  String read(String repository, String version, String asset) {
    @Nullable Version known = in(repository).versions.get(version);
    return known == null || !Set.of("Published", "Unlisted").contains(known.status)
        ? "NOT_FOUND"
        : known.assets.getOrDefault(asset, "NOT_FOUND");
  }

  /** All of it, for a comparison when nobody changes anything. */
  String everything(String repository) {
    Holding holding = in(repository);
    List<String> lines = new ArrayList<>();
    holding.versions.forEach(
        (version, state) ->
            lines.add(
                version
                    + " "
                    + state.status
                    + " "
                    + state.assets.keySet()
                    + " "
                    + state.documents
                    + " "
                    + state.marks));
    return holding.isThere ? lines + " " + holding.tags : "NOT_FOUND";
  }

  @Override
  public String toString() {
    return repositories.toString();
  }
}
