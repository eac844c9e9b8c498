package dev.penstock.samples.quickstart;

import dev.penstock.samples.quickstart.report.Progress;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the run talks to: a terminal, or a file or pipe. */
final class Terminal {
  // Since Java 22 only with -Djdk.console=java.base, as the script run has it.
  private final Optional<Console> console = Optional.ofNullable(System.console());
  private final boolean isLive =
      console.isPresent() && !"dumb".equals(String.valueOf(System.getenv("TERM")));
  private final Charset charset =
      console
          .map(Console::charset)
          .orElseGet(() -> Charset.forName(System.getProperty("native.encoding", "US-ASCII")));
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);

  /** Who can be asked; null if there is nobody. */
  @Nullable Console console() {
    return console.orElse(null);
  }

  boolean isLive() {
    return isLive;
  }

  PrintStream out() {
    return out;
  }

  Progress progress(Clock clock) {
    return new Progress(out, isLive, charset, clock);
  }
}
