package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.fixture.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Real files get the kind and the verdict that their manifest names, and fixes do them good. */
class RealFilesTest {

  private static final Linter LINTER = Linter.builder().build();

  /** Each file's name, and kind and verdict as the report in JSON has them. */
  private static List<JsonNode> report(Corpus corpus, List<String[]> manifest) throws IOException {
    List<LintResult> results = new ArrayList<>();
    for (String[] row : manifest) {
      results.add(LINTER.lint(corpus.source(row[0])));
    }
    List<JsonNode> files = new ArrayList<>();
    new ObjectMapper().readTree(new LintReport(results).toJson()).forEach(files::add);
    return files;
  }

  @Test
  void buildspecs() throws IOException {
    Corpus corpus = new Corpus("buildspec");
    List<String[]> manifest = corpus.manifest();
    List<JsonNode> files = report(corpus, manifest);
    for (int i = 0; i < files.size(); i++) {
      assertEquals(manifest.get(i)[0], files.get(i).path("file").asText());
      assertEquals("buildspec", files.get(i).path("kind").asText(), manifest.get(i)[0]);
      assertEquals(manifest.get(i)[4], files.get(i).path("verdict").asText(), manifest.get(i)[0]);
    }
    assertFalse(files.isEmpty());
  }

  /** The manifest knows valid and invalid only. */
  @Test
  void appspecs() throws IOException {
    Corpus corpus = new Corpus("appspec");
    List<String[]> manifest = corpus.manifest();
    List<JsonNode> files = report(corpus, manifest);
    Set<String> differences = new TreeSet<>();
    for (int i = 0; i < files.size(); i++) {
      assertEquals("appspec", files.get(i).path("kind").asText(), manifest.get(i)[0]);
      boolean isInvalid = files.get(i).path("verdict").asText().equals("invalid");
      if (isInvalid != manifest.get(i)[5].equals("invalid")) {
        differences.add(manifest.get(i)[0].replaceAll("__.*", ""));
      }
    }
    // D-007: undocumented versions of ECS and Lambda are warned of, since the service may take them
    assertEquals(Set.of("Amrita25", "Chrisblurp", "WeimarG"), differences);
  }

  /**
   * The manifest has no verdicts; why these five are invalid is told beside their reader's test.
   */
  @Test
  void pipelines() throws IOException {
    Corpus corpus = new Corpus("pipeline");
    List<String[]> manifest = corpus.manifest();
    List<JsonNode> files = report(corpus, manifest);
    Set<String> invalid = new TreeSet<>();
    for (int i = 0; i < files.size(); i++) {
      assertEquals("pipeline", files.get(i).path("kind").asText(), manifest.get(i)[0]);
      if (files.get(i).path("verdict").asText().equals("invalid")) {
        invalid.add(manifest.get(i)[1]);
      }
    }
    assertEquals(
        Set.of(
            "Emilis01/aws-elastic-beanstalk-express-js-sample",
            "seroche/payment-gateway-api",
            "VerticalRelevance/PipelineFoundations-Blueprint",
            "aws/copilot-cli",
            "awslabs/aws-refarch-cross-account-pipeline"),
        invalid);
  }

  @Test
  void fixesDoThemGood() throws IOException {
    for (String kind : List.of("buildspec", "appspec", "pipeline")) {
      Corpus corpus = new Corpus(kind);
      for (String[] row : corpus.manifest()) {
        SpecSource source = corpus.source(row[0]);
        FixChecks.check(source, LINTER, LINTER.lint(source).kind().orElseThrow());
      }
    }
  }
}
