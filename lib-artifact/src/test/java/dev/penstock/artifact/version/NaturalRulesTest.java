package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generic versions")
class NaturalRulesTest {
  private final Orders generic = new Orders(VersionScheme.GENERIC);

  @Test
  @Covers("W-155")
  void areInNaturalOrder() {
    generic.equal("1.2.3", "1-2-3", "1_2_3", "1+2+3", "1.2-3");
    generic.equal("1.a.2", "1a2", "1-a-2");
    generic.ascend("1.2", "1.9", "1.10", "1.99999999999999999998", "1.99999999999999999999");
    generic.equal("1.2", "1.02");
    generic.ascend("1.a", "1.zzz", "1.0", "1.1");
    generic.ascend("1.1.a", "1.1", "1.1.0", "1.1.1");
    generic.ascend(
        "1-dev", "1-alpha", "1-xyz", "1-rc", "1-snapshot", "1-final", "1-ga", "1-release", "1-sp");
    generic.ascend("1-sp", "1", "1.0");
  }

  @Test
  void keepTheirSpelling() {
    generic.normal("1-RC_1", "1-RC_1");
    generic.equal("1-RC", "1-rc");
    generic.ascend("1-B", "1-a");
    generic.ascend("", "1");
    generic.equal("1.", "1");
  }

  @Test
  void haveRangesInBrackets() {
    generic.contains("[build-7,build-10]", "build-7", "build-9", "build-10");
    generic.lacks("[build-7,build-10]", "build-6", "build-70");
    generic.contains("1.0", "1-0");
    generic.lacks("1.0", "1");
    generic.chooses("r10", "[r1,)", "r1", "r9", "r10", "q99");
    generic.areNoRanges("[1,2", "(1)", "[2,1]");
    assertEquals("[1,2)", VersionScheme.GENERIC.range("[1,2)").toString());
  }
}
