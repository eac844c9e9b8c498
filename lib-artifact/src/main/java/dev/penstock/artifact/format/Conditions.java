package dev.penstock.artifact.format;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client knows already, and wants only if it has changed (W-007). */
final class Conditions {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

  private final ProtocolRequest request;

  Conditions(ProtocolRequest request) {
    this.request = request;
  }

  /** Whether the client has what would be answered. */
  boolean isKnown(ProtocolResponse answer) {
    List<String> known = request.headers("If-None-Match");
    if (!known.isEmpty()) {
      return known.stream().anyMatch(tags -> names(tags, answer.header("ETag").orElse("")));
    }
    Optional<Instant> since = request.header("If-Modified-Since").flatMap(HttpDate::parse);
    Optional<Instant> modified = answer.header("Last-Modified").flatMap(HttpDate::parse);
    return since.isPresent() && modified.isPresent() && !modified.get().isAfter(since.get());
  }

  /** A comparison as If-None-Match has it: whether a tag is weak plays no role. */
  private static boolean names(String tags, String current) {
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher own = TAG.matcher(current);
    if (!own.matches()) {
      return false;
    }
    Matcher tag = TAG.matcher(tags);
    while (tag.find()) {
      if (tag.group(1).equals(own.group(1))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a part may be sent, or the whole must be, because the client's parts are of another.
   */
  boolean allowsPart(ProtocolResponse answer) {
    Optional<String> only = request.header("If-Range");
    if (only.isEmpty()) {
      return true;
    }
    String wanted = only.get().strip();
    return wanted.equals(
        answer.header(wanted.startsWith("\"") ? "ETag" : "Last-Modified").orElse(""));
  }
}
