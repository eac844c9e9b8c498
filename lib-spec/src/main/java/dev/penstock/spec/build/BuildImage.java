package dev.penstock.spec.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image that builds run in, and which versions of runtimes it has (B-092).
 *
 * <pre>{@code
 * BuildImage image = BuildImage.named("aws/codebuild/standard:7.0").orElseThrow();
 * image.offers("python", "3.x");
 * }</pre>
 *
 * @param name the image's name
 * @param runtimes versions by name of runtime, each from the oldest to the newest
 */
public record BuildImage(String name, Map<String, List<String>> runtimes) {

  /** Copies the runtimes, keeping their order. */
  public BuildImage {
    Objects.requireNonNull(name, "name");
    runtimes = Copies.ofLists(runtimes);
  }

  /**
   * One of the service's own images, as they were in April 2026. Newer images and newer versions
   * are not known here, so that what this says is for hints only.
   *
   * @param name the image's name, such as {@code aws/codebuild/standard:7.0}
   * @return the image; empty if it is not known
   */
  public static Optional<BuildImage> named(String name) {
    return BuildImages.named(name);
  }

  /**
   * The versions of a runtime.
   *
   * @param runtime the runtime's name, such as {@code java}
   * @return its versions; empty if the image has none
   */
  public List<String> versions(String runtime) {
    return runtimes.getOrDefault(runtime, List.of());
  }

  /**
   * Whether the image has what a buildspec asks for (B-091).
   *
   * @param runtime the runtime's name
   * @param version an exact version, a major version with {@code .x}, {@code latest}, or a text
   *     that names a variable, which only the build knows
   * @return false if the image is known not to have it
   */
  public boolean offers(String runtime, String version) {
    return VariableReader.expands(version) || resolve(runtime, version).isPresent();
  }

  /**
   * The version that a buildspec gets if it asks for another (B-091, B-092).
   *
   * @param runtime the runtime's name
   * @param version an exact version, a major version with {@code .x}, or {@code latest}
   * @return the newest version that fits; for an exact one that is more exact than the image's, the
   *     version itself; empty if the image has none
   */
  public Optional<String> resolve(String runtime, String version) {
    List<String> known = versions(runtime);
    if (version.equals("latest")) {
      return newest(known.stream());
    }
    if (version.endsWith(".x")) {
      String major = version.substring(0, version.length() - 2);
      return newest(
          known.stream().filter(each -> each.equals(major) || each.startsWith(major + ".")));
    }
    return known.stream().anyMatch(each -> each.equals(version) || version.startsWith(each + "."))
        ? Optional.of(version)
        : Optional.empty();
  }

  private static Optional<String> newest(Stream<String> versions) {
    return versions.reduce((older, newer) -> newer);
  }

  /** The same image with a further runtime. */
  BuildImage with(String runtime, List<String> versions) {
    Map<String, List<String>> all = new LinkedHashMap<>(runtimes);
    all.put(runtime, versions);
    return new BuildImage(name, all);
  }
}
