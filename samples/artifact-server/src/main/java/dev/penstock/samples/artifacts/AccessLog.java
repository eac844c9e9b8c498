package dev.penstock.samples.artifacts;

import com.sun.net.httpserver.HttpExchange;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One line for each request: when, from where, what, the status, bytes and time. Never headers,
 * queries or what could be a token in a path.
 */
final class AccessLog {
  private static final int LONGEST = 300;
  private static final Pattern TOKEN = Pattern.compile("(?i)(/-/(?:.*/)?tokens?/)[^/]+.*");

  private final PrintStream out;

  AccessLog(PrintStream out) {
    this.out = out;
  }

  void answered(HttpExchange exchange, int status, long bytes, Duration time) {
    String line =
        "%s %s %s %s %d %d %dms"
            .formatted(
                Instant.now(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                printable(exchange.getRequestMethod()),
                path(exchange),
                status,
                bytes,
                time.toMillis());
    out.println(line);
  }

  /** What went wrong inside. */
  void failed(Exception failure) {
    out.println(Instant.now() + " failed: " + printable(failure.toString()));
  }

  static String path(HttpExchange exchange) {
    return masked(String.valueOf(exchange.getRequestURI().getRawPath()));
  }

  static String masked(String path) {
    return printable(TOKEN.matcher(path).replaceAll("$1***"));
  }

  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
