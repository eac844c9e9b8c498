package dev.penstock.artifact;

import dev.penstock.PenstockException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was asked for is not there, or the state of a repository forbids it. */
public final class ArtifactException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /** Why it was refused. */
  private final Kind kind;

  /** What it is about. */
  private final Resource resource;

  /** Which one. */
  private final String id;

  /** When to ask again. */
  private final @Nullable Duration retryAfter;

  ArtifactException(Kind kind, Resource resource, String id, String found) {
    this(kind, resource, id, found, null);
  }

  private ArtifactException(
      Kind kind, Resource resource, String id, String found, @Nullable Duration retryAfter) {
    super(resource + " " + id + ": " + found);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.resource = Objects.requireNonNull(resource, "resource");
    this.id = id;
    this.retryAfter = retryAfter;
  }

  /**
   * Something is not there, or may not be read.
   *
   * @param resource what it is about
   * @param id which one
   * @param found what was found, and what is allowed
   * @return the exception, to be thrown
   */
  public static ArtifactException notFound(Resource resource, String id, String found) {
    return new ArtifactException(Kind.NOT_FOUND, resource, id, found);
  }

  /**
   * An asset whose version may not be read in its status.
   *
   * @param version the version
   * @param asset the asset's name
   * @param status the version's status
   * @return the exception, to be thrown; it says how an unfinished version becomes readable
   */
  public static ArtifactException unreadable(
      VersionCoordinates version, String asset, VersionStatus status) {
    String found = "the version is " + status + "; allowed: Published, Unlisted";
    if (status == VersionStatus.UNFINISHED) {
      found +=
          version.of().format() == PackageFormat.MAVEN
              ? "; uploading a maven-metadata.xml that names it publishes it"
              : "; an asset that is sent without \"unfinished\" publishes it";
    }
    return notFound(Resource.ASSET, version + "/" + asset, found);
  }

  /**
   * The state forbids something.
   *
   * @param resource what it is about
   * @param id which one
   * @param found what was found, and what is allowed
   * @return the exception, to be thrown
   */
  public static ArtifactException conflict(Resource resource, String id, String found) {
    return new ArtifactException(Kind.CONFLICT, resource, id, found);
  }

  /**
   * A limit is reached.
   *
   * @param resource what it is about
   * @param id which one
   * @param found what was found, and what is allowed
   * @return the exception, to be thrown
   */
  public static ArtifactException quota(Resource resource, String id, String found) {
    return new ArtifactException(Kind.QUOTA_EXCEEDED, resource, id, found);
  }

  /**
   * Too much is asked for at a time.
   *
   * @param resource what it is about
   * @param id which one
   * @param found what was found, and what is allowed
   * @param retryAfter when to ask again; at least zero
   * @return the exception, to be thrown
   */
  public static ArtifactException throttled(
      Resource resource, String id, String found, Duration retryAfter) {
    return new ArtifactException(
        Kind.THROTTLED, resource, id, found, Objects.requireNonNull(retryAfter, "retryAfter"));
  }

  static ArtifactException blocked(Resource resource, String id, String found) {
    return new ArtifactException(Kind.BLOCKED, resource, id, found);
  }

  /** Why something was refused. */
  public enum Kind {
    /** Policies do not allow it. */
    ACCESS_DENIED,
    /** A review or a filter keeps it from readers. */
    BLOCKED,
    /** The state forbids it, such as other bytes under the name of a published asset. */
    CONFLICT,
    /** It is not there, or may not be read in its status. */
    NOT_FOUND,
    /** A limit of the domain is reached. */
    QUOTA_EXCEEDED,
    /** Too much is asked for at a time. */
    THROTTLED
  }

  /** What a refusal is about. */
  public enum Resource {
    /** A domain. */
    DOMAIN("domain"),
    /** A repository. */
    REPOSITORY("repository"),
    /** A package. */
    PACKAGE("package"),
    /** A version of a package. */
    PACKAGE_VERSION("package-version"),
    /** A file of a version. */
    ASSET("asset");

    private final String text;

    Resource(String text) {
      this.text = text;
    }

    /** The name as the service writes it, such as {@code package-version}. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Why it was refused.
   *
   * @return the kind, for programs
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What it is about.
   *
   * @return the sort of thing
   */
  public Resource resource() {
    return resource;
  }

  /**
   * Which one it is about.
   *
   * @return such as {@code generic/acme/app/1.0}
   */
  public String id() {
    return id;
  }

  /**
   * When to ask again.
   *
   * @return a time from now, if it is a matter of time
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
