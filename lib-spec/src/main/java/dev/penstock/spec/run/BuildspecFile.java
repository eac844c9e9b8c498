package dev.penstock.spec.run;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.BuildspecLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the buildspec that a build goes by. */
final class BuildspecFile {

  private static final String INLINE_NAME = "buildspec";

  private BuildspecFile() {}

  /** Reads the buildspec once the sources are there. */
  interface Reader {
    Buildspec read(Path source, Optional<BuildspecObjects> objects, MaskedLog log)
        throws PhaseFailure, IOException;
  }

  /** B-008: a buildspec that is missing or faulty fails the phase. */
  static Buildspec read(
      BuildspecLocation location, Path source, Optional<BuildspecObjects> objects, MaskedLog log)
      throws PhaseFailure, IOException {
    SpecSource text = text(location, source, objects);
    ReadResult<Buildspec> read = Buildspec.read(text);
    log.lines(text.listing(read.diagnostics()));
    if (read instanceof ReadResult.Accepted<Buildspec> accepted) {
      return accepted.value();
    }
    throw new PhaseFailure(
        PhaseFailure.BUILDSPEC,
        read.diagnostics().stream()
            .map(Diagnostic::toString)
            .collect(Collectors.joining("\n", text.name() + " is faulty:\n", "")));
  }

  private static SpecSource text(
      BuildspecLocation location, Path source, Optional<BuildspecObjects> objects)
      throws PhaseFailure, IOException {
    if (location instanceof BuildspecLocation.Inline inline) {
      return new SpecSource(INLINE_NAME, inline.text());
    }
    return location instanceof BuildspecLocation.InBucket object
        ? fetch(object.arn(), objects)
        : readInside(source, (BuildspecLocation.InSource) location);
  }

  /** A file counts only if it lies within the sources, links followed. */
  private static SpecSource readInside(Path source, BuildspecLocation.InSource location)
      throws PhaseFailure, IOException {
    String path = location.path();
    Path root = source.toRealPath();
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw faulty("\"" + path + "\" lies outside the sources");
    }
    if (!Files.isRegularFile(file)) {
      throw faulty(
          location.equals(BuildspecLocation.defaultFile())
              ? "YAML file does not exist"
              : "stat " + path + ": no such file or directory");
    }
    if (!file.toRealPath().startsWith(root)) {
      throw faulty("\"" + path + "\" is a link that leads out of the sources");
    }
    return SpecSource.read(file, path);
  }

  private static SpecSource fetch(String arn, Optional<BuildspecObjects> objects)
      throws PhaseFailure {
    if (objects.isEmpty()) {
      throw faulty(arn + ": this host fetches no buildspec; allowed: a path in the sources");
    }
    try {
      return new SpecSource(arn, objects.get().fetch(arn));
    } catch (IOException e) {
      throw faulty(arn + ": " + e.getMessage());
    }
  }

  private static PhaseFailure faulty(String message) {
    return new PhaseFailure(PhaseFailure.BUILDSPEC, message);
  }
}
