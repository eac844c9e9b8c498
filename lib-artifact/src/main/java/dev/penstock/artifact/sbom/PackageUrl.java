package dev.penstock.artifact.sbom;

import com.google.common.base.Splitter;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Names a version by a package URL, as the purl specification has it for each type of package
 * (ECMA-427).
 */
final class PackageUrl {
  private static final String PLAIN = "-._~:";

  private PackageUrl() {}

  static String of(VersionCoordinates version) {
    PackageCoordinates of = version.of();
    String type =
        switch (of.format()) {
          case RUBY -> "gem";
          case CARGO, GENERIC, MAVEN, NPM, NUGET, PYPI, SWIFT -> of.format().id();
        };
    return "pkg:"
        + type
        + "/"
        + namespace(of)
        + encoded(of.name())
        + "@"
        + encoded(version.version());
  }

  private static String namespace(PackageCoordinates of) {
    if (of.namespace().isEmpty()) {
      return "";
    }
    String namespace =
        switch (of.format()) {
          case NPM -> "@" + of.namespace();
          case CARGO, GENERIC, MAVEN, NUGET, PYPI, RUBY, SWIFT -> of.namespace();
        };
    return Splitter.on('/')
        .splitToStream(namespace)
        .map(PackageUrl::encoded)
        .collect(Collectors.joining("/", "", "/"));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || PLAIN.indexOf(b) >= 0;
      if (isPlain) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
