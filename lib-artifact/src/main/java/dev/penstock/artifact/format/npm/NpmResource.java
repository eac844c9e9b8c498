package dev.penstock.artifact.format.npm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a path of the registry stands for (W-047, W-048). */
sealed interface NpmResource {

  /** The registry itself. */
  record Root() implements NpmResource {}

  /** A sign of life. */
  record Ping() implements NpmResource {}

  /** Who asks. */
  record Whoami() implements NpmResource {}

  /** Packages by text. */
  record Search() implements NpmResource {}

  /** Known weaknesses of many versions at once. */
  record Audit() implements NpmResource {}

  /** A user, who logs in. */
  record User(String user) implements NpmResource {}

  /** A token, which is given back. */
  record Token(String token) implements NpmResource {}

  /** What proves the origin of a version. */
  record Attestations(NpmName name, String version) implements NpmResource {}

  /** All tags of a package. */
  record Tags(NpmName name) implements NpmResource {}

  /** One tag of a package. */
  record Tag(NpmName name, String tag) implements NpmResource {}

  /** A package: its packument. */
  record Whole(NpmName name) implements NpmResource {}

  /** A package as it was when its packument had a revision. */
  record WholeAt(NpmName name, String revision) implements NpmResource {}

  /** A version, by its number or by a tag: its manifest. */
  record One(NpmName name, String versionOrTag) implements NpmResource {}

  /** A version's tarball. */
  record Tarball(NpmName name, String version) implements NpmResource {}

  /** The same when the packument had a revision. */
  record TarballAt(NpmName name, String version, String revision) implements NpmResource {}

  /** Nothing that is known here. */
  record Unknown() implements NpmResource {}

  /**
   * Reads a path.
   *
   * @param segments its parts, decoded; only a scoped name may have a slash
   */
  static NpmResource of(List<String> segments) {
    List<String> parts = split(segments);
    if (parts.isEmpty()) {
      return new Root();
    }
    if (parts.stream().anyMatch(part -> part.isEmpty() || part.indexOf('/') >= 0)) {
      return new Unknown();
    }
    return (parts.get(0).equals("-") ? service(parts) : ofPackage(parts)).orElseGet(Unknown::new);
  }

  /** Takes encoded scoped names apart, so that every way to write them looks the same. */
  private static List<String> split(List<String> segments) {
    List<String> parts = new ArrayList<>();
    for (String segment : segments) {
      int slash = segment.startsWith("@") ? segment.indexOf('/') : -1;
      if (slash < 0) {
        parts.add(segment);
      } else {
        parts.add(segment.substring(0, slash));
        parts.add(segment.substring(slash + 1));
      }
    }
    if (parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1);
    }
    return parts;
  }

  private static Optional<NpmResource> service(List<String> parts) {
    String service = String.join("/", parts);
    return switch (service) {
      case "-/ping" -> Optional.of(new Ping());
      case "-/whoami" -> Optional.of(new Whoami());
      case "-/v1/search" -> Optional.of(new Search());
      case "-/npm/v1/security/advisories/bulk" -> Optional.of(new Audit());
      default ->
          service.startsWith("-/package/")
              ? tags(parts.subList(2, parts.size()))
              : service.startsWith("-/npm/v1/attestations/")
                  ? attestations(service.substring("-/npm/v1/attestations/".length()))
                  : service.startsWith("-/user/") ? user(parts) : Optional.empty();
    };
  }

  private static Optional<NpmResource> user(List<String> parts) {
    String start = "org.couchdb.user:";
    String user = parts.get(2);
    if (user.equals("token")) {
      return parts.size() == 4 ? Optional.of(new Token(parts.get(3))) : Optional.empty();
    }
    boolean isUser = user.startsWith(start) && user.length() > start.length();
    boolean isWhole = parts.size() == 3 || (parts.size() == 5 && parts.get(3).equals("-rev"));
    return isUser && isWhole
        ? Optional.of(new User(user.substring(start.length())))
        : Optional.empty();
  }

  private static Optional<NpmResource> attestations(String text) {
    int at = text.lastIndexOf('@');
    return at <= 0 || at == text.length() - 1
        ? Optional.empty()
        : NpmName.of(text.substring(0, at))
            .map(name -> new Attestations(name, text.substring(at + 1)));
  }

  private static Optional<NpmResource> tags(List<String> parts) {
    return named(
        parts,
        named -> {
          List<String> rest = named.rest();
          if (rest.isEmpty() || !rest.get(0).equals("dist-tags") || rest.size() > 2) {
            return Optional.empty();
          }
          return Optional.of(
              rest.size() == 1 ? new Tags(named.name()) : new Tag(named.name(), rest.get(1)));
        });
  }

  private static Optional<NpmResource> ofPackage(List<String> parts) {
    return named(
        parts,
        named -> {
          NpmName name = named.name();
          List<String> rest = named.rest();
          if (rest.isEmpty()) {
            return Optional.of(new Whole(name));
          }
          return switch (rest.get(0)) {
            case "-" -> tarball(name, rest.subList(1, rest.size()));
            case "-rev" ->
                rest.size() == 2 ? Optional.of(new WholeAt(name, rest.get(1))) : Optional.empty();
            default ->
                rest.size() == 1 ? Optional.of(new One(name, rest.get(0))) : Optional.empty();
          };
        });
  }

  /**
   * Clients that keep what was guessed at publish ask with the scope in front once more (W-049).
   */
  private static Optional<NpmResource> tarball(NpmName name, List<String> parts) {
    boolean isDoubled =
        !name.scope().isEmpty() && parts.size() > 1 && parts.get(0).equals("@" + name.scope());
    List<String> rest = isDoubled ? parts.subList(1, parts.size()) : parts;
    if (rest.size() != 1 && !(rest.size() == 3 && rest.get(1).equals("-rev"))) {
      return Optional.empty();
    }
    return name.versionOf(rest.get(0))
        .map(
            version ->
                rest.size() == 1
                    ? new Tarball(name, version)
                    : new TarballAt(name, version, rest.get(2)));
  }

  /** A name, and the parts of the path behind it. */
  record Named(NpmName name, List<String> rest) {}

  private static Optional<NpmResource> named(
      List<String> parts, Function<Named, Optional<NpmResource>> rest) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    int length = parts.get(0).startsWith("@") ? 2 : 1;
    if (parts.size() < length) {
      return Optional.empty();
    }
    return NpmName.of(String.join("/", parts.subList(0, length)))
        .flatMap(name -> rest.apply(new Named(name, parts.subList(length, parts.size()))));
  }
}
