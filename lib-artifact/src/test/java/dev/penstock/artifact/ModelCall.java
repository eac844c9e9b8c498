package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A call that can be made of a domain and of its model, and is answered by a text. */
record ModelCall(String name, OfModel ofModel, OfDomain ofDomain) {
  private static final List<String> REPOSITORIES = List.of("one", "two");
  private static final List<String> VERSIONS = List.of("1.0", "2.0");
  private static final List<String> TARGETS =
      List.of("Published", "Unlisted", "Archived", "Published", "Unlisted", "Disposed", "Deleted");

  interface OfModel {
    String on(RepositoryModel model);
  }

  interface OfDomain {
    String on(Domain domain) throws IOException;
  }

  String on(Domain domain) throws IOException {
    try {
      return ofDomain.on(domain);
    } catch (ArtifactException e) {
      return e.kind().name();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static ModelCall random(Random random) {
    String repository = one(random, REPOSITORIES);
    String version = one(random, VERSIONS);
    Set<String> versions = new TreeSet<>(random.nextInt(3) == 0 ? VERSIONS : List.of(version));
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3 ->
          publish(
              repository,
              version,
              one(random, List.of("a", "b")),
              one(random, List.of("x", "x", "x", "y")),
              random.nextInt(3) == 0,
              random.nextInt(3) == 0 ? "latest" : null);
      case 4, 5 -> change(repository, versions, one(random, TARGETS));
      case 6, 7 ->
          copy(
              repository, repository.equals("one") ? "two" : "one", versions, random.nextBoolean());
      case 8 ->
          edit(
              repository,
              version,
              one(random, List.of("mark", "unmark", "document", "finish")),
              one(random, List.of("m", "n")),
              one(random, List.of("1", "2")));
      case 9 ->
          new ModelCall(
              "abandon " + repository + " " + version,
              model -> model.abandon(repository, version),
              domain ->
                  Boolean.toString(domain.repository(repository).abandon(APP.version(version))));
      case 10 -> tag(repository, version, random.nextInt(3));
      case 11 ->
          random.nextInt(4) > 0
              ? describe(repository, version)
              : new ModelCall(
                  "delete package " + repository,
                  model -> model.deletePackage(repository),
                  domain -> {
                    domain.repository(repository).deletePackage(APP);
                    return "ok";
                  });
      case 12 -> describe(repository, version);
      default -> read(repository, version, one(random, List.of("a", "b")));
    };
  }

  private static ModelCall publish(
      String repository,
      String version,
      String asset,
      String text,
      boolean unfinished,
      @Nullable String tag) {
    return new ModelCall(
        "publish " + List.of(repository, version, asset, text, unfinished, tag == null ? "" : tag),
        model -> model.publish(repository, version, asset, text, unfinished, tag),
        domain -> {
          PublishRequest request = PublishRequest.of(APP.version(version), asset);
          request = unfinished ? request.unfinished() : request;
          request = tag == null ? request : request.tag(tag);
          PublishResult result =
              domain.repository(repository).publish(request, Fixture.bytes(text));
          return result.version().status() + " " + result.isChanged();
        });
  }

  private static String shown(VersionChangeResult result) {
    TreeMap<String, String> failed = new TreeMap<>();
    result.failed().forEach((version, failure) -> failed.put(version, failure.code().name()));
    return new TreeSet<>(result.successful().keySet()) + " " + failed;
  }

  private static ModelCall change(String repository, Set<String> versions, String target) {
    VersionChange change = VersionChange.of(versions.toArray(new String[0]));
    return new ModelCall(
        List.of(repository, versions) + " become " + target,
        model -> model.change(repository, versions, target),
        domain -> {
          Repository of = domain.repository(repository);
          VersionStatus status = VersionStatus.of(target);
          return shown(
              switch (status) {
                case DISPOSED -> of.dispose(APP, change);
                case DELETED -> of.delete(APP, change);
                default -> of.updateStatus(APP, change, status);
              });
        });
  }

  private static ModelCall copy(
      String source, String target, Set<String> versions, boolean overwrite) {
    CopyRequest request = CopyRequest.of(APP, versions.toArray(new String[0]));
    return new ModelCall(
        "copy " + List.of(source, target, versions, overwrite),
        model -> model.copy(source, target, versions, overwrite),
        domain ->
            shown(
                domain
                    .repository(target)
                    .copyFrom(
                        domain.repository(source), overwrite ? request.overwriting() : request)));
  }

  private static ModelCall edit(
      String repository, String version, String what, String name, String value) {
    VersionCoordinates of = APP.version(version);
    return new ModelCall(
        List.of(what, repository, version, name, value).toString(),
        model -> model.edit(repository, version, what, name, value),
        domain -> {
          Repository in = domain.repository(repository);
          VersionDescription after =
              switch (what) {
                case "mark" -> in.mark(of, name, value);
                case "unmark" -> in.mark(of, name, null);
                case "document" -> in.putDocument(of, name, Fixture.utf8(value));
                default -> in.finish(of);
              };
          return after.status().toString();
        });
  }

  private static ModelCall tag(String repository, String version, int kind) {
    return switch (kind) {
      case 0 ->
          new ModelCall(
              "tag " + repository + " " + version,
              model -> model.tag(repository, "latest", version),
              domain -> {
                domain.repository(repository).tag(APP, "latest", version);
                return "ok";
              });
      case 1 ->
          new ModelCall(
              "untag " + repository,
              model -> model.untag(repository, "latest"),
              domain -> Boolean.toString(domain.repository(repository).untag(APP, "latest")));
      default ->
          new ModelCall(
              "tags " + repository,
              model -> model.tags(repository),
              domain -> domain.repository(repository).tags(APP).toString());
    };
  }

  private static ModelCall describe(String repository, String version) {
    return new ModelCall(
        "describe " + repository + " " + version,
        model -> model.describe(repository, version),
        domain -> {
          VersionDescription found = domain.repository(repository).describe(APP.version(version));
          return found.status() + " " + found.marks();
        });
  }

  private static ModelCall read(String repository, String version, String asset) {
    return new ModelCall(
        "read " + repository + " " + version + " " + asset,
        model -> model.read(repository, version, asset),
        domain -> Fixture.read(domain.repository(repository).asset(APP.version(version), asset)));
  }

  /** All that a repository has, through its lists. */
  static String everything(Domain domain, String repository) throws IOException {
    Repository of = domain.repository(repository);
    try {
      StringBuilder lines = new StringBuilder();
      List<VersionDescription> versions =
          of.versions(APP, VersionQuery.ALL, PageRequest.first()).items();
      VersionQuery newest = VersionQuery.ALL.sortedBy(VersionQuery.Order.PUBLISHED_TIME);
      if (!Set.copyOf(versions)
          .equals(Set.copyOf(of.versions(APP, newest, PageRequest.first()).items()))) {
        return "the orders differ";
      }
      for (VersionDescription version : versions) {
        TreeMap<String, String> documents = new TreeMap<>();
        for (String name : List.of("m", "n")) {
          var document = of.document(version.coordinates(), name);
          if (document.isPresent()) {
            documents.put(name, Fixture.read(document.get()));
          }
        }
        lines
            .append(lines.isEmpty() ? "" : ", ")
            .append(version.coordinates().version())
            .append(" ")
            .append(version.status())
            .append(" ")
            .append(
                of.assets(version.coordinates(), PageRequest.first()).items().stream()
                    .map(Asset::name)
                    .toList())
            .append(" ")
            .append(documents)
            .append(" ")
            .append(version.marks());
      }
      return "[" + lines + "] " + of.tags(APP);
    } catch (ArtifactException e) {
      return e.kind().name();
    }
  }
}
