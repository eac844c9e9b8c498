package dev.penstock.spec.run;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a build keeps as one artifact.
 *
 * @param directory the directory with its files, within the build's work directory
 * @param name its name: the project's, or what the buildspec's {@code name} gives if the project
 *     allows that (B-163); slashes in it make folders
 * @param prefix the folder that the buildspec asks for with {@code s3-prefix}; empty for none
 */
public record BuildArtifact(Path directory, String name, Optional<String> prefix) {

  /** All parts are required. */
  public BuildArtifact {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(prefix, "prefix");
  }

  /**
   * Where a store whose namespace is the build's id keeps the artifact as an archive (B-168). Other
   * stores leave the prefix aside.
   *
   * @param buildId the build's id
   * @return prefix, id and name, divided by slashes
   */
  public String path(String buildId) {
    String folder = prefix.map(text -> text + "/").orElse("").replaceAll("/+", "/");
    return folder + buildId + "/" + name + ".zip";
  }
}
