package dev.penstock.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The directory of one run. All that must outlive a crash lies here.
 *
 * @param root the directory
 */
record Workplace(Path root) {

  /** A new run; the directory is created. */
  static Workplace create(Path root) throws IOException, Options.WrongUse {
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.list(root)) {
        if (files.findAny().isPresent()) {
          throw new Options.WrongUse(
              "--directory: "
                  + root
                  + " is not empty; give a new directory, or go on with --resume "
                  + root);
        }
      }
    }
    return new Workplace(Files.createDirectories(root).toRealPath());
  }

  /** An earlier run, however far it came. */
  static Workplace reopen(Path root) throws IOException, Options.WrongUse {
    if (!Files.isDirectory(root)) {
      throw new Options.WrongUse(
          "--resume: " + root + " is no directory; give that of a run which was cut short");
    }
    return new Workplace(root.toRealPath());
  }

  Path journal() {
    return root.resolve("journal");
  }

  Path chronicle() {
    return root.resolve("chronicle.tsv");
  }

  Path ports() {
    return root.resolve("ports");
  }

  Path repository() {
    return root.resolve("repository");
  }

  Path content() {
    return root.resolve("artifacts/content");
  }

  Path catalogue() {
    return root.resolve("artifacts/catalogue");
  }

  Path work(String purpose) {
    return root.resolve("work").resolve(purpose);
  }

  Path processes() {
    return root.resolve("processes");
  }

  Path instances() {
    return root.resolve("instances");
  }

  Path instance(String id) {
    return instances().resolve(id);
  }

  Path buildLog() {
    return root.resolve("build.log");
  }

  Path report() {
    return root.resolve("report.html");
  }
}
