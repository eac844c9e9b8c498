package dev.penstock.spec.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Writes results as one array of JSON. */
final class JsonReport {

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes one document. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private JsonReport() {}

  static String write(List<LintResult> results) {
    return text(
        json -> {
          json.writeStartArray();
          for (LintResult result : results) {
            file(json, result);
          }
          json.writeEndArray();
        });
  }

  private static void file(JsonGenerator json, LintResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", result.source().name());
    json.writeStringField("kind", result.kind().map(SpecKind::word).orElse("unknown"));
    json.writeStringField("verdict", result.verdict().word());
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : result.diagnostics()) {
      Position place = diagnostic.place().orElse(new Position(1, 1));
      json.writeStartObject();
      json.writeStringField("id", diagnostic.rule());
      json.writeStringField("severity", severity(diagnostic));
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
      json.writeStringField("message", message(diagnostic));
      json.writeStringField("hint", diagnostic.hint());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static String severity(Diagnostic diagnostic) {
    return diagnostic.severity().name().toLowerCase(Locale.ROOT);
  }

  /** Where, what was found, what is allowed: everything but the hint. */
  static String message(Diagnostic diagnostic) {
    String path = diagnostic.path().isEmpty() ? "" : diagnostic.path() + ": ";
    String allowed = diagnostic.allowed().isEmpty() ? "" : "; allowed: " + diagnostic.allowed();
    return path + diagnostic.found() + allowed;
  }

  /** Runs what writes a document, and gives its text, ended by a line feed. */
  static String text(Content content) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json = JSON.createGenerator(text).setPrettyPrinter(printer)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new AssertionError("a text was written", e);
    }
    return text + "\n";
  }
}
