package dev.penstock.spec.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Findings;
import java.io.IOException;

/** Warns of what begins like JSON, and is YAML only: the service's commands would refuse it. */
final class StrictJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StrictJson() {}

  static void check(SpecSource source, Findings findings) {
    String text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
    if (!text.stripLeading().startsWith("{")) {
      return;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        token = parser.nextToken();
      }
    } catch (JsonProcessingException e) {
      findings.report(
          DefinitionRule.NO_JSON,
          Severity.WARNING,
          new Position(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          "JSON ends here: " + e.getOriginalMessage(),
          "YAML takes it, JSON does not");
    } catch (IOException e) {
      throw new AssertionError("a text was read", e);
    }
  }
}
