package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;

@Label("Packed versions of the resolver, against their parts and the resolver's own code")
class ResolverLawsTest {
  private static final VersionScheme SCHEME = VersionScheme.MAVEN_RESOLVER;

  private static Arbitrary<String> separators() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(".", "-", "_")),
        Tuple.of(4, Arbitraries.just("")),
        Tuple.of(1, Arbitraries.of("..", "-.", "+", "~")));
  }

  private static Arbitrary<String> numbers() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of("0", "1", "2")),
        Tuple.of(
            1,
            Arbitraries.of(
                "00",
                "01",
                "10",
                "32767",
                "32768",
                "0000001",
                "999999999",
                "1073741823",
                "1073741824",
                "0000000000001",
                "12345678901234567890123")));
  }

  private static Arbitrary<String> words() {
    Arbitrary<String> qualifiers =
        Arbitraries.of(
            "alpha", "beta", "milestone", "rc", "cr", "snapshot", "ga", "final", "release", "sp");
    Arbitrary<String> others =
        Arbitraries.of("a", "b", "m", "x", "min", "max", "jre", "alph", "spa", "\u00e9");
    return Arbitraries.frequencyOf(Tuple.of(10, qualifiers), Tuple.of(6, others))
        .flatMap(ResolverLawsTest::inAnyCase);
  }

  /** They have other letters in upper or lower case. */
  private static Arbitrary<String> oddWords() {
    return Arbitraries.of("\u017fp", "m\u0131lestone", "F\u0130nal", "m\u0130n");
  }

  private static Arbitrary<String> inAnyCase(String word) {
    String first = word.substring(0, 1);
    return Arbitraries.of(
        word, word.toUpperCase(Locale.ROOT), first.toUpperCase(Locale.ROOT) + word.substring(1));
  }

  private static Arbitrary<String> rests(Arbitrary<String> words) {
    Arbitrary<String> tokens = Arbitraries.oneOf(numbers(), words);
    Arbitrary<String> common =
        Combinators.combine(separators(), words, separators(), numbers().optional(0.7))
            .as(
                (before, word, between, number) ->
                    before + word + number.map(between::concat).orElse(""));
    Arbitrary<String> any =
        Combinators.combine(separators(), tokens)
            .as(String::concat)
            .list()
            .ofMaxSize(4)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(common, any);
  }

  private static Arbitrary<List<String>> versionsWith(Arbitrary<String> words) {
    Arbitrary<String> numbers = numbers().list().ofMaxSize(5).map(all -> String.join(".", all));
    return Combinators.combine(numbers, rests(words)).as(String::concat).list().ofSize(24);
  }

  @Provide
  Arbitrary<List<String>> versions() {
    return versionsWith(words());
  }

  @Provide
  Arbitrary<List<String>> oddVersions() {
    return versionsWith(Arbitraries.oneOf(words(), oddWords()));
  }

  @Property(seed = "31", tries = 100)
  @Label("Every pair has the order and the equality of its parts")
  void parts(@ForAll("oddVersions") List<String> texts) {
    List<Version> versions = texts.stream().map(SCHEME::parse).toList();
    for (Version one : versions) {
      for (Version other : versions) {
        int order = Integer.signum(one.parts().order(other.parts()));
        String about = one + " and " + other;
        assertEquals(order, Integer.signum(one.compareTo(other)), about);
        assertEquals(order == 0, one.equals(other), about);
        assertTrue(order != 0 || one.hashCode() == other.hashCode(), about);
        boolean isPlain = one.key() == other.key() && PackedKey.isPlain(one.key());
        assertTrue(!isPlain || one.equals(other), about);
      }
    }
  }

  @Property(seed = "32", tries = 100)
  @Label("Every pair has the order that Maven's resolver gives it")
  void resolver(@ForAll("versions") List<String> texts)
      throws InvalidVersionSpecificationException {
    GenericVersionScheme resolver = new GenericVersionScheme();
    for (String one : texts) {
      var theirs = resolver.parseVersion(one);
      Version ours = SCHEME.parse(one);
      for (String other : texts) {
        assertEquals(
            Integer.signum(theirs.compareTo(resolver.parseVersion(other))),
            Integer.signum(ours.compareTo(SCHEME.parse(other))),
            () -> one + " and " + other);
      }
    }
  }

  @Example
  @Label("Versions are packed if they are common, and are not if their order is not plain")
  void packed() {
    for (String text :
        List.of(
            "1",
            "1.2.3.4",
            "1.2-SNAPSHOT",
            "1.0_rc.1",
            "1.0a1",
            "1-sp",
            "1.2.3.4jre",
            "1.0.0.Final",
            "1.2.3.4.RELEASE")) {
      assertTrue(SCHEME.parse(text).key() >= 0, text);
    }
    for (String text :
        List.of(
            "",
            "1.",
            "x",
            ".1",
            "1..rc",
            "1-ga-1",
            "1-Final.rc",
            "1-min",
            "1.MAX",
            "1-min.1",
            "1-\u00e9",
            "1.2.3.4.5",
            "32768",
            "0000001")) {
      assertFalse(SCHEME.parse(text).key() >= 0, text);
    }
  }

  @Example
  @Covers("W-127")
  @Label("A qualifier of one rank has the order of its number, of any size")
  void numbersOfQualifiers() {
    Orders resolver = new Orders(SCHEME);
    resolver.ascend(
        "1-alpha-1073741823",
        "1-beta",
        "1-beta-1",
        "1-beta2",
        "1-beta.999999999",
        "1-beta-1073741823",
        "1-beta-1073741824",
        "1-BETA-99999999999999999999",
        "1-rc",
        "1",
        "1-sp",
        "1-sp1",
        "1-jre");
    resolver.equal("1-rc", "1.0-CR", "1-rc-0", "1_rc.00", "1rc-", "1-rc.ga");
    resolver.equal("1-rc-1", "1.cr1", "1-rc.0001", "1-rc_1.0");
  }
}
