package dev.penstock.samples.quickstart;

import dev.penstock.samples.quickstart.report.Progress;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the run talks to: a terminal, or a file or pipe. */
final class Terminal {
  private final @Nullable Console console = System.console();
  private final boolean isLive =
      console != null && !"dumb".equals(String.valueOf(System.getenv("TERM")));
  private final Charset charset =
      console != null
          ? console.charset()
          : Charset.forName(System.getProperty("native.encoding", "US-ASCII"));
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);

  /** Who can be asked; null if there is nobody. */
  @Nullable Console console() {
    return console;
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
