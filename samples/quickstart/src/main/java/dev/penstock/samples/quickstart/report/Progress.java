package dev.penstock.samples.quickstart.report;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is going on while it goes on. On a terminal each action of the current execution has a
 * line that is kept up to date; elsewhere each change is a line of its own. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 100;
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String RESET = "\u001b[0m";

  private final PrintStream out;
  private final boolean isLive;
  private final boolean isUnicode;
  private final Clock clock;
  private final Instant begin;
  private final Map<String, ActionRow> block = new LinkedHashMap<>();
  private int drawn;

  /**
   * Starts to tell.
   *
   * @param out where to; stays open
   * @param isLive whether it is a terminal that obeys ANSI sequences
   * @param charset how the stream encodes text; signs that it lacks are replaced
   * @param clock tells how long things take
   */
  public Progress(PrintStream out, boolean isLive, Charset charset, Clock clock) {
    this.out = out;
    this.isLive = isLive;
    this.isUnicode = charset.newEncoder().canEncode(RunState.SUCCEEDED.symbol());
    this.clock = clock;
    this.begin = clock.instant();
  }

  /**
   * Leaves the lines of the execution before as they are, and begins with the next.
   *
   * @param text what begins
   */
  public synchronized void heading(String text) {
    redraw();
    drawn = 0;
    block.clear();
    out.println();
    out.println(isLive ? "\u001b[1m" + text + RESET : text);
    out.flush();
  }

  /**
   * Shows an action. Telling the same again shows nothing new.
   *
   * @param row the action as it is now
   */
  public synchronized void show(ActionRow row) {
    ActionRow before = block.put(row.key(), row);
    if (isLive) {
      redraw();
    } else if ((before == null || before.state() != row.state())
        && row.state() != RunState.WAITING) {
      println(row.stage() + "/" + row.action() + " " + plain(row));
    }
  }

  /**
   * Says something that belongs to no action.
   *
   * @param text one line
   */
  public synchronized void note(String text) {
    if (isLive) {
      erase();
      out.println(cut("  " + text));
      draw();
    } else {
      println(text);
    }
  }

  /**
   * Lets a person be asked below the lines; nothing else is shown until the answer has come.
   *
   * @param dialog asks on the terminal and returns the answer, which ended with a line end; or null
   *     if the terminal was closed
   * @return the answer, or null
   */
  public synchronized @Nullable String ask(Supplier<@Nullable String> dialog) {
    redraw();
    String answer = dialog.get();
    if (isLive && answer != null) {
      out.print("\u001b[1A\r\u001b[J");
    }
    return answer;
  }

  /** Brings the elapsed times up to date; called a few times a second on a terminal. */
  public synchronized void tick() {
    redraw();
  }

  /** Leaves the lines as they are. Idempotent. */
  @Override
  public synchronized void close() {
    redraw();
    drawn = 0;
    block.clear();
    out.flush();
  }

  private void redraw() {
    if (isLive && !block.isEmpty()) {
      erase();
      draw();
    }
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\r");
      out.print("\u001b[J");
      drawn = 0;
    }
  }

  private void draw() {
    Instant now = clock.instant();
    StringBuilder lines = new StringBuilder();
    for (ActionRow row : block.values()) {
      lines.append(CLEAR_LINE).append(line(row, now)).append('\n');
    }
    out.print(lines);
    out.flush();
    drawn = block.size();
  }

  private String line(ActionRow row, Instant now) {
    String time = row.started().isEmpty() ? "" : Elapsed.text(row.elapsed(now));
    String text =
        String.format(
            Locale.ROOT, "%-12s %-14s %10s  %s", row.stage(), row.action(), time, row.summary());
    char sign = isUnicode ? row.state().symbol() : row.state().ascii();
    return "  " + color(row.state()) + sign + RESET + " " + cut(text);
  }

  private static String color(RunState state) {
    return switch (state) {
      case SUCCEEDED -> "\u001b[32m";
      case FAILED -> "\u001b[31m";
      case STOPPED, ROLLED_BACK -> "\u001b[33m";
      case RUNNING -> "\u001b[36m";
      case WAITING -> "\u001b[2m";
    };
  }

  private String plain(ActionRow row) {
    if (row.ended().isEmpty()) {
      return row.state().words() + (row.summary().isEmpty() ? "" : ": " + row.summary());
    }
    return row.state().words()
        + " after "
        + Elapsed.text(row.elapsed(clock.instant()))
        + (row.summary().isEmpty() ? "" : ": " + row.summary());
  }

  private void println(String text) {
    Duration since = Duration.between(begin, clock.instant());
    out.println(String.format(Locale.ROOT, "[%8s] %s", Elapsed.text(since), text));
    out.flush();
  }

  /** A line that wraps would spoil the count of lines; control characters would as well. */
  private static String cut(String text) {
    String clean = text.replaceAll("\\p{Cntrl}+", " ").stripTrailing();
    return clean.length() <= WIDTH ? clean : clean.substring(0, WIDTH - 3) + "...";
  }
}
