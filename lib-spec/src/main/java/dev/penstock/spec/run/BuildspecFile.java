package dev.penstock.spec.run;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the buildspec that a build goes by. */
final class BuildspecFile {

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
    SpecSource text = location.read(source, objects);
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
}
