package dev.penstock.samples.artifacts;

import com.google.common.base.CharMatcher;
import com.sun.net.httpserver.HttpExchange;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line for each request: when, from where, what, the status, bytes, time, who, and why it was
 * refused. Never headers, queries or what could be a token in a path.
 */
final class AccessLog {
  private static final int LONGEST = 300;
  private static final Pattern TOKEN = Pattern.compile("(?i)(/-/(?:.*/)?tokens?/)[^/]+.*");

  private static final CharMatcher UNPRINTABLE =
      CharMatcher.javaIsoControl().or(CharMatcher.anyOf("\u2028\u2029"));

  private final PrintStream out;

  AccessLog(PrintStream out) {
    this.out = out;
  }

  /**
   * Tells of one request.
   *
   * @param user who asked; null if nobody is known
   * @param reason why it was refused; empty if it was not
   */
  void answered(
      HttpExchange exchange,
      int status,
      long bytes,
      Duration time,
      @Nullable String user,
      String reason) {
    String line =
        Instant.now()
            + " "
            + exchange.getRemoteAddress().getAddress().getHostAddress()
            + " "
            + printable(exchange.getRequestMethod())
            + " "
            + path(exchange)
            + " "
            + status
            + " "
            + bytes
            + " "
            + time.toMillis()
            + "ms "
            + (user == null ? "-" : printable(user))
            + (reason.isEmpty() ? "" : ": " + masked(reason.strip()));
    out.println(line);
  }

  /** What the server itself has to say. */
  void says(String what) {
    out.println(Instant.now() + " " + printable(what));
  }

  /** What went wrong inside. */
  void failed(Exception failure) {
    out.println(Instant.now() + " failed: " + printable(failure.toString()));
  }

  static String path(HttpExchange exchange) {
    return masked(String.valueOf(exchange.getRequestURI().getRawPath()));
  }

  static String masked(String path) {
    return printable(path.contains("/-/") ? TOKEN.matcher(path).replaceAll("$1***") : path);
  }

  private static String printable(String text) {
    String line = UNPRINTABLE.matchesAnyOf(text) ? UNPRINTABLE.replaceFrom(text, '?') : text;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
