package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.fixture.Corpus;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RealAppSpecsTest {

  /** Files whose verdict is another one than the manifest's, and the rules that say why. */
  private static Map<String, String> differences(ConformanceMode mode) throws IOException {
    Corpus corpus = new Corpus("appspec");
    Map<String, String> differences = new TreeMap<>();
    for (String[] row : corpus.manifest()) {
      ReadResult<AppSpec> result = AppSpec.read(corpus.source(row[0]), mode);
      String found = result.fold(accepted -> "valid", refused -> "invalid");
      if (!found.equals(row[5])) {
        Severity blamed = found.equals("valid") ? Severity.WARNING : Severity.ERROR;
        differences.put(
            row[0].replaceAll("__.*", ""),
            found
                + result.diagnostics().stream()
                    .filter(each -> each.severity() == blamed)
                    .map(Diagnostic::reference)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(" ", " ", "")));
      }
    }
    return differences;
  }

  /** The manifest refuses versions of which the service's tolerance is not known; D-007 warns. */
  @Test
  void realFilesAreJudgedAsTheManifestSays() throws IOException {
    assertEquals(
        Map.of(
            "Amrita25", "valid D-007",
            "Chrisblurp", "valid D-007",
            "WeimarG", "valid D-007"),
        differences(ConformanceMode.SERVICE));
    assertEquals(differences(ConformanceMode.SERVICE), differences(ConformanceMode.AGENT));
  }

  /** What the documentation or some tool refuses, and the agent takes. */
  @Test
  void strictlyThereAreMoreFaults() throws IOException {
    assertEquals(
        Map.of("0308bae", "invalid D-085", "AkshaySiv", "invalid D-468"),
        differences(ConformanceMode.STRICT));
  }

  @Test
  void thePlatformIsKnown() throws IOException {
    Corpus corpus = new Corpus("appspec");
    for (String[] row : corpus.manifest()) {
      AppSpec.read(corpus.source(row[0]))
          .fold(
              accepted -> {
                assertEquals(
                    row[4], accepted.value().platform().name().toLowerCase(Locale.ROOT), row[0]);
                return true;
              },
              refused -> false);
    }
  }
}
