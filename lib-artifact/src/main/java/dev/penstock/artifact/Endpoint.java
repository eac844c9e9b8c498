package dev.penstock.artifact;

import java.util.Objects;

/**
 * Where clients of one format find a repository, below the address of the host's server.
 *
 * @param path where clients publish to: {@code /format/repository/}
 * @param readPath where clients begin to read; the same unless the format has a path of its own
 */
public record Endpoint(String path, String readPath) {

  /** Both parts are required. */
  public Endpoint {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(readPath, "readPath");
  }

  static Endpoint of(PackageFormat format, String repository) {
    String path = "/" + format.id() + "/" + repository + "/";
    String more =
        format == PackageFormat.NUGET
            ? "v3/index.json"
            : format == PackageFormat.PYPI ? "simple/" : "";
    return new Endpoint(path, path + more);
  }
}
