package dev.penstock.samples.quickstart;

import dev.penstock.PenstockException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Releases three versions of a small shop on this machine: the first is installed, the second is
 * bad and taken back by an alarm, the third stays.
 *
 * <p>The exit status is 0 if all ended as told, 1 if not, 2 for a command line that makes no sense,
 * and 130 after Ctrl-C.
 */
public final class Quickstart {
  private static final int INTERRUPTED = 130;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Quickstart() {}

  /**
   * Runs the quickstart and ends the JVM.
   *
   * @param words the options, see {@code --help}
   */
  public static void main(String[] words) {
    if (List.of(words).contains("--help")) {
      System.out.print(Options.USAGE);
      System.exit(0);
    }
    int status;
    try {
      status = run(Options.parse(List.of(words)));
    } catch (Options.WrongUse wrong) {
      System.err.println("quickstart: " + wrong.getMessage());
      System.err.println();
      System.err.print(Options.USAGE);
      status = 2;
    } catch (InterruptedIOException interrupted) {
      status = INTERRUPTED; // told where it was noticed
    } catch (IOException | PenstockException failure) {
      System.err.println("quickstart: " + failure.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private static int run(Options options) throws IOException, Options.WrongUse {
    Path directory = options.directory().orElseGet(Quickstart::newDirectory);
    Workplace place =
        options.isResuming() ? Workplace.reopen(directory) : Workplace.create(directory);
    Terminal terminal = new Terminal();
    if (options.isCrashing()) {
      return new CrashRun(place, options, terminal.out()).run();
    }
    return new Run(place, options, terminal).run() ? 0 : 1;
  }

  private static Path newDirectory() {
    Path runs = Machine.source().resolve("target/runs");
    String name = NAME.format(Instant.now());
    Path directory = runs.resolve(name);
    for (int next = 2; Files.exists(directory); next++) {
      directory = runs.resolve(name + "-" + next);
    }
    return directory;
  }
}
