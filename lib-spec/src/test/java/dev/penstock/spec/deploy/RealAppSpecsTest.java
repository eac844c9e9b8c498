package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.spec.fixture.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealAppSpecsTest {

  @Test
  void serverAppSpecsAreJudgedAsTheAgentJudgesThem() throws IOException {
    Corpus corpus = new Corpus("appspec");
    List<String> differences = new ArrayList<>();
    for (String[] row : corpus.manifest()) {
      String expected = row[4].equals("server") ? row[5] : "invalid";
      String found =
          ServerAppSpec.read(corpus.source(row[0])).fold(accepted -> "valid", refused -> "invalid");
      if (!found.equals(expected)) {
        differences.add(row[0] + ": expected " + expected + ", found " + found);
      }
    }
    assertEquals(List.of(), differences);
  }
}
