package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MaskedOutputTest {

  private static final String SECRET = "s3cr3t-of-the-shop";
  private static final String FILLER = ".".repeat(5_000);

  private final List<String> lines = new ArrayList<>();
  private final MaskedLog log = new MaskedLog(lines::add);
  private final Consumer<String> output = log.output();

  private String printed() {
    return String.join("", lines);
  }

  @Test
  @Covers("B-048")
  void aValueIsMaskedWhereverALongLineIsCut() {
    log.hide(SECRET);
    for (int cut = 1; cut < SECRET.length(); cut++) {
      lines.clear();
      output.accept(FILLER + SECRET.substring(0, cut));
      output.accept(SECRET.substring(cut) + "; and " + SECRET);
      assertEquals(FILLER + "***" + "***; and ***", printed());
    }
  }

  @Test
  @Covers("B-048")
  void aLineThatIsNoPieceIsMaskedForItself() {
    log.hide(SECRET);
    output.accept("s3cr3t-of");
    output.accept("-the-shop");
    output.accept(FILLER + "s3cr3t");
    output.accept("-of-another");
    output.accept("-the-shop");
    assertEquals(
        List.of("s3cr3t-of", "-the-shop", FILLER + "***", "-of-another", "-the-shop"), lines);
  }

  @Test
  void withoutValuesNothingIsMasked() {
    output.accept(FILLER);
    output.accept("x");
    assertEquals(List.of(FILLER, "x"), lines);
  }
}
