package dev.penstock.spec.run;

import dev.penstock.spec.SpecSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Where a build's buildspec comes from: a file of the primary source, or the setting's own text.
 *
 * @param setting the path of a file below the primary source or the ARN of an object (B-002), or
 *     the text of a buildspec, which is one if it has several lines or is a mapping (B-003)
 */
public record BuildspecLocation(String setting) {

  /** {@code buildspec.yml} in the top directory of the primary source (B-001). */
  public static final BuildspecLocation DEFAULT = new BuildspecLocation("buildspec.yml");

  private static final String INLINE_NAME = "buildspec";

  /** The setting is required. */
  public BuildspecLocation {
    Objects.requireNonNull(setting, "setting");
  }

  /**
   * Chooses between settings (B-004).
   *
   * @param project the project's setting; empty or blank if it has none
   * @param override the start request's, which wins; empty or blank if it has none
   * @return the one that counts, {@link #DEFAULT} if there is none
   */
  public static BuildspecLocation of(Optional<String> project, Optional<String> override) {
    return override
        .filter(text -> !text.isBlank())
        .or(() -> project.filter(text -> !text.isBlank()))
        .map(BuildspecLocation::new)
        .orElse(DEFAULT);
  }

  /**
   * Whether the setting is the buildspec itself.
   *
   * @return whether it has several lines or is a mapping
   */
  public boolean isInline() {
    return setting.indexOf('\n') >= 0 || setting.indexOf('\r') >= 0 || isMapping();
  }

  private boolean isMapping() {
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(setting), new LoaderOptions());
      parser.getEvent(); // the stream's start
      parser.getEvent(); // the document's
      return parser.checkEvent(Event.ID.MappingStart);
    } catch (YAMLException e) {
      return false;
    }
  }

  /** The text; of a file, only if it lies within the sources, links followed. */
  SpecSource read(Path source, Optional<BuildspecObjects> objects)
      throws PhaseFailure, IOException {
    if (isInline()) {
      return new SpecSource(INLINE_NAME, setting);
    }
    if (setting.startsWith("arn:")) {
      return fetch(objects);
    }
    Path root = source.toRealPath();
    Path file = root.resolve(setting).normalize();
    if (!file.startsWith(root)) {
      throw faulty("\"" + setting + "\" lies outside the sources");
    }
    if (!Files.isRegularFile(file)) {
      throw faulty(
          equals(DEFAULT)
              ? "YAML file does not exist"
              : "stat " + setting + ": no such file or directory");
    }
    if (!file.toRealPath().startsWith(root)) {
      throw faulty("\"" + setting + "\" is a link that leads out of the sources");
    }
    return SpecSource.read(file, setting);
  }

  private SpecSource fetch(Optional<BuildspecObjects> objects) throws PhaseFailure {
    if (objects.isEmpty()) {
      throw faulty(setting + ": this host fetches no buildspec; allowed: a path in the sources");
    }
    try {
      return new SpecSource(setting, objects.get().fetch(setting));
    } catch (IOException e) {
      throw faulty(setting + ": " + e.getMessage());
    }
  }

  private static PhaseFailure faulty(String message) {
    return new PhaseFailure(PhaseFailure.BUILDSPEC, message);
  }
}
