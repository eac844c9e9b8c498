package dev.penstock.artifact;

import java.util.Objects;

/**
 * The readme of a version.
 *
 * @param version which version
 * @param revision the version's revision
 * @param text as it was given; may carry Markdown or other markup
 */
public record VersionReadme(VersionCoordinates version, String revision, String text) {

  /** The document that holds it, see {@link PublishRequest#document}. */
  public static final String DOCUMENT = "readme";

  /** All parts are required. */
  public VersionReadme {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(text, "text");
  }
}
