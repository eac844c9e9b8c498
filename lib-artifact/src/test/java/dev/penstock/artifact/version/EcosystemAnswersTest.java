package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.version.EcosystemTool.Answers;
import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Answers are those of the ecosystem's own code")
class EcosystemAnswersTest {
  private static final int SHOWN = 20;

  private static int count() {
    return Boolean.getBoolean("penstock.thorough") ? 100_000 : 6_000;
  }

  @Test
  @Covers("AP-057")
  @DisplayName("for npm: node-semver; before its version 7.8, ranges had other corners")
  void npm() throws Exception {
    List<Question> questions = Question.npm(1, count());
    Answers found = EcosystemTool.npm().ask(questions);
    assertSame(found, questions, isOlder(found.version(), 7, 8));
  }

  @Test
  @Covers("AP-057")
  @DisplayName("for PyPI: packaging; before its version 26, specifiers chose otherwise")
  void pypi() throws Exception {
    List<Question> questions = Question.pypi(2, count());
    Answers found = EcosystemTool.pypi().ask(questions);
    assertSame(found, questions, isOlder(found.version(), 26, 0));
  }

  private static boolean isOlder(String version, int major, int minor) {
    String[] parts = version.split("\\.", -1);
    int found = Integer.parseInt(parts[0]);
    return found < major || (found == major && Integer.parseInt(parts[1]) < minor);
  }

  /** Of older code, only what it says about versions counts. */
  private static void assertSame(Answers found, List<Question> questions, boolean isOlder) {
    List<Question> asked = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (!isOlder || List.of("parse", "compare").contains(questions.get(i).kind())) {
        asked.add(questions.get(i));
        answers.add(found.answers().get(i));
      }
    }
    assertSame(asked, answers);
  }

  @ParameterizedTest
  @Covers("AP-057")
  @ValueSource(strings = {RecordedAnswers.NPM, RecordedAnswers.PYPI})
  @DisplayName("and those that were recorded, where its code is not installed")
  void recorded(String name) throws Exception {
    RecordedAnswers recorded = RecordedAnswers.read(name);
    assertTrue(recorded.questions().size() >= RecordedAnswers.COUNT);
    assertSame(recorded.questions(), recorded.answers());
  }

  private static void assertSame(List<Question> questions, List<String> expected) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      String answer = questions.get(i).answer();
      if (!answer.equals(expected.get(i)) && wrong.size() < SHOWN) {
        wrong.add(questions.get(i) + ": " + answer + ", expected " + expected.get(i));
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertEquals(questions.size(), expected.size());
  }
}
