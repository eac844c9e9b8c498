package dev.penstock.spec.run;

import dev.penstock.spec.build.BuildImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Selects runtimes by the rules of a build image (B-092 to B-094): versions are looked up in the
 * image's list, what a runtime needs is selected with it, and what cannot go together fails the
 * build.
 *
 * <pre>{@code
 * BuildImage image = BuildImage.named("aws/codebuild/standard:7.0").orElseThrow();
 * BuildRunner runner =
 *     new BuildRunner(shell, clock, secrets)
 *         .withRuntimes(new ImageRuntimes(image, (name, version) -> switchTo(name, version)));
 * }</pre>
 *
 * <p>Immutable, and as safe for several threads as the selector that it is given.
 */
public final class ImageRuntimes implements RuntimeSelector {

  private static final String JAVA = "java";
  private static final String ANDROID = "android";

  private final BuildImage image;
  private final RuntimeSelector installed;
  private final boolean needsOne;

  /**
   * The runtimes of an image, of which a buildspec may name none.
   *
   * @param image the image
   * @param installed makes exact versions the ones that commands find
   */
  public ImageRuntimes(BuildImage image, RuntimeSelector installed) {
    this(image, installed, false);
  }

  private ImageRuntimes(BuildImage image, RuntimeSelector installed, boolean needsOne) {
    this.image = Objects.requireNonNull(image, "image");
    this.installed = Objects.requireNonNull(installed, "installed");
    this.needsOne = needsOne;
  }

  /**
   * The same for an image that insists on a runtime, as some old ones did: a buildspec that names
   * none fails.
   *
   * @return a copy
   */
  public ImageRuntimes requiringOne() {
    return new ImageRuntimes(image, installed, true);
  }

  @Override
  public Map<String, String> plan(Map<String, String> named) throws IOException {
    if (needsOne && named.isEmpty()) {
      throw new IOException("This build image requires selecting at least one runtime version.");
    }
    Map<String, String> plan = new LinkedHashMap<>();
    if (named.containsKey(ANDROID)) {
      plan.put(JAVA, javaOfAndroid(named));
    }
    for (Map.Entry<String, String> entry : named.entrySet()) {
      plan.put(entry.getKey(), exact(entry.getKey(), entry.getValue()));
    }
    return plan;
  }

  @Override
  public Map<String, String> select(String name, String version) throws IOException {
    return installed.select(name, version);
  }

  private String exact(String name, String version) throws IOException {
    Optional<String> exact = image.resolve(name, version);
    if (exact.isPresent()) {
      return exact.get();
    }
    throw new IOException(
        image.versions(name).isEmpty()
            ? "Unknown runtime named '%s'. This build image has the following runtimes: %s"
                .formatted(name, String.join(", ", image.runtimes().keySet()))
            : "Unknown runtime version named '%s' of %s. This build image has the following versions: %s"
                .formatted(version, name, String.join(", ", image.versions(name))));
  }

  /** Android is built with Java 8, and with no other. */
  private String javaOfAndroid(Map<String, String> named) throws IOException {
    String wanted = named.get(JAVA);
    if (wanted == null) {
      return image.versions(JAVA).stream()
          .filter(ImageRuntimes::isJava8)
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "android needs java 8, which is not among the versions of this build image: "
                          + String.join(", ", image.versions(JAVA))));
    }
    String exact = exact(JAVA, wanted);
    if (!isJava8(exact)) {
      throw new IOException(
          "android %s needs java 8 and conflicts with java %s"
              .formatted(named.get(ANDROID), wanted));
    }
    return exact;
  }

  private static boolean isJava8(String version) {
    return version.matches("\\D*8(?:\\D.*)?");
  }
}
