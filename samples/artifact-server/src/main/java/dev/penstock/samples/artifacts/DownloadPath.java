package dev.penstock.samples.artifacts;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.version.VersionScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an asset can be got by its name alone: of formats whose paths are made of names. */
final class DownloadPath {
  private DownloadPath() {}

  static Optional<String> of(String repository, VersionCoordinates version, String asset) {
    PackageCoordinates of = version.of();
    return switch (of.format()) {
      case GENERIC ->
          path("generic", repository, of.namespace(), of.name(), version.version(), asset);
      case MAVEN -> {
        String folder = VersionScheme.MAVEN.parse(version.version()).baseVersion();
        String group = of.namespace().replace('.', '/');
        yield path("maven", repository, group, of.name(), folder, asset);
      }
      case PYPI -> path("pypi", repository, "packages", of.name(), version.version(), asset);
      default -> Optional.empty();
    };
  }

  private static Optional<String> path(String... parts) {
    List<String> segments =
        Arrays.stream(parts).flatMap(part -> Arrays.stream(part.split("/", -1))).toList();
    return segments.contains("")
        ? Optional.empty()
        : Optional.of(
            segments.stream()
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", "/", "")));
  }
}
