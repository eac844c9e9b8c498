package dev.penstock.spec.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.diagnostic.TextEdit;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes results as a SARIF 2.1.0 log. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/");
  private static final Pattern COLON = Pattern.compile("[^/]*:");

  private final List<LintResult> results;
  private final List<String> rules;
  private final JsonGenerator json;

  private SarifReport(List<LintResult> results, JsonGenerator json) {
    this.results = results;
    this.json = json;
    TreeSet<String> named = new TreeSet<>();
    for (LintResult result : results) {
      result.diagnostics().forEach(each -> named.add(each.rule()));
      result.suppressed().forEach(each -> named.add(each.rule()));
    }
    this.rules = new ArrayList<>(named);
  }

  static String write(List<LintResult> results) {
    return JsonReport.text(json -> new SarifReport(results, json).log());
  }

  private void log() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Penstock");
    json.writeArrayFieldStart("rules");
    for (String rule : rules) {
      rule(rule);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("artifacts");
    for (LintResult result : results) {
      json.writeStartObject();
      location(result);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("results");
    for (int file = 0; file < results.size(); file++) {
      for (Diagnostic diagnostic : results.get(file).diagnostics()) {
        result(file, diagnostic, false);
      }
      for (Diagnostic diagnostic : results.get(file).suppressed()) {
        result(file, diagnostic, true);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void rule(String id) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    LintRule rule = LintRule.find(id).orElse(null);
    if (rule != null) {
      text("shortDescription", rule.what());
      text("fullDescription", rule.what() + ". " + rule.why() + ".");
      text("help", rule.mend() + ".");
    }
    json.writeEndObject();
  }

  private void result(int file, Diagnostic diagnostic, boolean isSuppressed) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", diagnostic.rule());
    json.writeNumberField("ruleIndex", rules.indexOf(diagnostic.rule()));
    json.writeStringField("level", level(diagnostic.severity()));
    String hint = diagnostic.hint().isEmpty() ? "" : "; " + diagnostic.hint();
    text("message", JsonReport.message(diagnostic) + hint);
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    location(file);
    region("region", diagnostic.place().orElse(new Position(1, 1)), diagnostic.end());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (isSuppressed) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "inSource");
      json.writeEndObject();
      json.writeEndArray();
    }
    if (diagnostic.fix().isPresent()) {
      fix(file, diagnostic.fix().get());
    }
    json.writeEndObject();
  }

  private void fix(int file, Fix fix) throws IOException {
    json.writeArrayFieldStart("fixes");
    json.writeStartObject();
    text("description", fix.description());
    json.writeArrayFieldStart("artifactChanges");
    json.writeStartObject();
    location(file);
    json.writeArrayFieldStart("replacements");
    for (TextEdit edit : fix.edits()) {
      json.writeStartObject();
      region("deletedRegion", edit.start(), edit.end());
      text("insertedContent", edit.replacement());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void location(int file) throws IOException {
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(results.get(file).source().name()));
    json.writeNumberField("index", file);
    json.writeEndObject();
  }

  private void location(LintResult result) throws IOException {
    json.writeObjectFieldStart("location");
    json.writeStringField("uri", uri(result.source().name()));
    json.writeEndObject();
  }

  private void region(String name, Position start, @Nullable Position end) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("startLine", start.line());
    json.writeNumberField("startColumn", start.column());
    if (end != null) {
      json.writeNumberField("endLine", end.line());
      json.writeNumberField("endColumn", end.column());
    }
    json.writeEndObject();
  }

  private void text(String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /**
   * A file's name as a relative or absolute reference, with what URIs do not allow escaped. Neither
   * what stands before a colon may be taken for a scheme, nor what follows two slashes for a host.
   */
  private static String uri(String name) {
    String path = name.replace('\\', '/').replaceFirst("^//+", "/");
    String before =
        DRIVE.matcher(path).lookingAt() ? "/" : COLON.matcher(path).lookingAt() ? "./" : "";
    try {
      return new URI(null, null, before + wellFormed(path), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new AssertionError("every path can be escaped", e);
    }
  }

  /** Half a character has no bytes that could be escaped. */
  private static String wellFormed(String path) {
    return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
