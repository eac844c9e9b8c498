package dev.penstock.artifact.upstream;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of a package that a client may choose from: those of the repository and of all that
 * is reachable from it.
 *
 * @param versions by the text of the version; each as the first place that has it describes it
 * @param tags names for versions, such as npm's {@code latest}; where several places have a name,
 *     the last in search order wins; none points at a version that is not here
 * @param warnings what of it may be out of date, or missing; to be shown to the client
 */
public record ClientVersions(
    SortedMap<String, ClientVersion> versions,
    SortedMap<String, String> tags,
    List<StaleWarning> warnings) {

  /** Copies all three. */
  public ClientVersions {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    warnings = List.copyOf(warnings);
  }

  /**
   * One version.
   *
   * @param version the version
   * @param repository the repository that describes it, or that has the external connection that
   *     does
   * @param connection the external connection; empty if the repository holds it
   * @param publishedTime when it was published, if that is known
   * @param marks what else is said about it, such as {@code deprecated}: its own marks if it is
   *     held, and what the source says that it came from
   */
  public record ClientVersion(
      String version,
      String repository,
      Optional<String> connection,
      Optional<Instant> publishedTime,
      Map<String, String> marks) {

    /** All parts are required. */
    public ClientVersion {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(publishedTime, "publishedTime");
      marks = Collections.unmodifiableMap(new TreeMap<>(marks));
    }
  }
}
