package dev.penstock.spec.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of the service's images: {@code images.tsv}, with a line for each runtime of each. */
final class BuildImages {

  private static final Map<String, BuildImage> BY_NAME = read();

  private BuildImages() {}

  static Optional<BuildImage> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, BuildImage> read() {
    try (InputStream bytes =
            Objects.requireNonNull(BuildImages.class.getResourceAsStream("images.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      Map<String, BuildImage> images = new LinkedHashMap<>();
      for (String line : lines.lines().toList()) {
        List<String> cells = List.of(line.split("\t", -1));
        BuildImage image =
            images.getOrDefault(cells.get(0), new BuildImage(cells.get(0), Map.of()));
        images.put(image.name(), image.with(cells.get(1), List.of(cells.get(2).split(" ", -1))));
      }
      return images;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
