package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.fixture.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RealBuildspecsTest {

  private static final Pattern ID = Pattern.compile("BS[0-9]{3}");

  /** Hints about what commands do, which the verdicts do not name. */
  private static final Pattern HINT = Pattern.compile("BS(05[0-4]|16[0-2])");

  @Test
  void eachIsJudgedByTheRulesThatItsVerdictNames() throws IOException {
    Corpus corpus = new Corpus("buildspec");
    List<String> differences = new ArrayList<>();
    Map<String, Integer> verdicts = new TreeMap<>();
    for (String[] row : corpus.manifest()) {
      ReadResult<Buildspec> result = Buildspec.read(corpus.source(row[0]));
      Set<String> expected =
          ID.matcher(row[5])
              .results()
              .map(m -> m.group())
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> found = rules(result);
      verdicts.merge(verdict(result), 1, Integer::sum);
      if (!verdict(result).equals(row[4])) {
        differences.add(row[0] + ": expected " + row[4] + ", found " + verdict(result));
      }
      if (!found.equals(expected)) {
        differences.add(row[0] + ": expected " + expected + ", found " + found);
      }
    }
    assertEquals(List.of(), differences, () -> "of all: " + verdicts);
  }

  @Test
  void whatIsAcceptedIsWrittenSoThatItReadsBackEqual() throws IOException {
    Corpus corpus = new Corpus("buildspec");
    for (String[] row : corpus.manifest()) {
      if (Buildspec.read(corpus.source(row[0])) instanceof ReadResult.Accepted<Buildspec> read) {
        String written = read.value().toYaml();
        assertEquals(
            Optional.of(read.value()),
            Buildspec.read(new SpecSource(row[0], written)).readable(),
            written);
      }
    }
  }

  private static Set<String> rules(ReadResult<Buildspec> result) {
    return result.diagnostics().stream()
        .map(Diagnostic::rule)
        .filter(HINT.asMatchPredicate().negate())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String verdict(ReadResult<Buildspec> result) {
    return result.fold(
        accepted ->
            accepted.warnings().stream().anyMatch(d -> d.severity() == Severity.WARNING)
                ? "warns"
                : "valid",
        refused -> "invalid");
  }
}
