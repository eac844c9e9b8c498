package dev.penstock.spec.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("The document tree")
class TreeLaws {

  private record FaultRule(String id, Severity severity) implements Rule {}

  private record Answer(@Nullable Mapping root, List<Diagnostic> found) {

    Object plain() {
      return TreeLaws.plain(Objects.requireNonNull(root, found::toString));
    }

    List<String> rules() {
      return found.stream().map(Diagnostic::rule).toList();
    }
  }

  private static Answer read(String text) {
    Findings findings = new Findings("f");
    Mapping root =
        TreeReader.read(
            new SpecSource("f", text),
            fault -> new FaultRule(fault.name(), Severity.ERROR),
            findings);
    return new Answer(root, findings.found());
  }

  private static Object plain(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    if (node instanceof Sequence sequence) {
      return sequence.items().stream().map(TreeLaws::plain).toList();
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    ((Mapping) node).entries().forEach(each -> entries.put(each.name(), plain(each.value())));
    return entries;
  }

  @Property(seed = "4411", tries = 3_000)
  @Label(
      "is the same in blocks, with aliases, after a mark, with line ends of Windows, and in JSON")
  @Covers({"B-006", "B-010", "B-012", "B-014", "B-017"})
  void allStylesAreAlike(@ForAll long seed) {
    WrittenTree writer = new WrittenTree(seed);
    Map<String, Object> document = writer.document();
    String yaml = writer.yaml(document);
    Answer read = read(yaml);
    assertEquals(document, read.plain(), yaml);
    assertTrue(List.of(List.of(), List.of("ALIASES")).contains(read.rules()), read::toString);
    assertEquals(document, read(yaml.replace("\n", "\r\n")).plain(), yaml);
    assertEquals(read.found(), read(yaml.replace("\n", "\r\n")).found());
    Answer marked = read("\uFEFF" + yaml);
    assertEquals(document, marked.plain(), yaml);
    assertEquals("BYTE_ORDER_MARK", marked.rules().get(0));
    String json = writer.json(document);
    assertEquals(document, read(json).plain(), json);
    assertEquals(List.of(), read(json).found(), json);
    assertEquals(document, read("\uFEFF" + json).plain(), json);
  }

  @Property(seed = "4412", tries = 1_000)
  @Label("of a text that breaks off is the tree of what comes before")
  void brokenTexts(@ForAll long seed) {
    WrittenTree writer = new WrittenTree(seed);
    Map<String, Object> document = writer.document();
    String whole = writer.yaml(document).replace("...\n", "");
    Answer broken = read(whole + "broken: \"no end");
    assertEquals("SYNTAX", broken.rules().get(broken.rules().size() - 1));
    assertEquals(document, broken.plain(), whole);
  }

  @Example
  @Label("keeps what stands before a fault in the middle of a list in a mapping")
  void partialTree() {
    Answer broken = read("a: 1\nb:\n  - c\n  - d: e\n    f: [g, {h: i, j}\nk: l\n");
    assertEquals(List.of("SYNTAX"), broken.rules());
    assertEquals(
        Map.of(
            "a",
            "1",
            "b",
            List.of("c", Map.of("d", "e", "f", List.of("g", Map.of("h", "i", "j", ""))))),
        broken.plain());
  }

  @Example
  @Label("ends where the text ends, also in the middle of a list")
  void endsWithTheText() {
    assertEquals(List.of("SYNTAX"), read("[le:\n    c...\nke\n\n").rules());
    assertEquals(List.of("SYNTAX"), read("a: [b: c").rules());
  }

  @Example
  @Label("merges: what a mapping says itself wins, then what is merged first")
  @Covers("B-017")
  void merges() {
    Answer read =
        read(
            """
            a: &a {x: 1, y: 1}
            b: &b {y: 2, z: 2}
            c: {<<: *a, x: 3}
            d:
              <<: [*b, *a]
              w: 4
            e: {"<<": 5}
            """);
    assertEquals(List.of("ALIASES"), read.rules());
    assertEquals(
        Map.of(
            "a", Map.of("x", "1", "y", "1"),
            "b", Map.of("y", "2", "z", "2"),
            "c", Map.of("x", "3", "y", "1"),
            "d", Map.of("w", "4", "y", "2", "z", "2", "x", "1"),
            "e", Map.of("<<", "5")),
        read.plain());
    assertEquals(List.of("ALIASES", "BAD_MERGE"), read("a: {<<: 1}").rules());
  }

  @Example
  @Label("reads JSON that is no YAML: slashes, surrogates, tabs, long keys")
  @Covers("D-018")
  void json() {
    String key = "k".repeat(3_000);
    assertEquals(
        Map.of(key, "a/b \uD83D\uDE80 \"\\\b\f\n\r\t\u00e9", "n", "-1.50E+2", "t", "true", "z", ""),
        read("\t{\"%s\"\t:\"a\\/b \\uD83d\\uDE80 \\\"\\\\\\b\\f\\n\\r\\t\\u00e9\",\"n\":-1.50E+2,"
                    .formatted(key)
                + "\n\t\"t\":true,\"z\":null}\r\n")
            .plain());
    assertEquals(
        "f:1:8: key \"a\" stands in line 1 already; keep one, or merge the two [DUPLICATE_KEY]",
        read("{\"a\":1,\"a\":2}").found().get(0).toString());
    assertEquals(Map.of("a", "b"), read("{\ta: b,\t}").plain(), "almost JSON");
    assertEquals(List.of("TAB"), read("a:\n\tb: c\n").rules(), "block style takes spaces");
  }

  @Example
  @Label("is bounded in depth, in both forms")
  void depth() {
    for (String deep :
        List.of(
            "a: " + "[".repeat(10_000),
            "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}",
            "{\"a\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001),
            "a: " + "{b: ".repeat(10_000),
            "- ".repeat(10_000) + "x",
            "? ".repeat(10_000) + "x")) {
      Answer answer = read(deep);
      assertEquals(List.of("TOO_LARGE"), answer.rules(), deep.substring(0, 20));
      assertEquals("the document is more than 50 levels deep", answer.found().get(0).found());
    }
    int levels = TreeBuilder.MAX_DEPTH - 1;
    String deepest = "{\"a\":" + "[".repeat(levels) + "1" + "]".repeat(levels) + "}";
    assertEquals(List.of(), read(deepest).found());
    assertEquals(List.of("TOO_LARGE"), read(deepest.replace("1", "[1]")).rules());
  }

  @Example
  @Label("is bounded in size, aliases replaced")
  void size() {
    String many = "[1" + ",1".repeat(TreeBuilder.MAX_NODES - 4) + "]";
    assertEquals(List.of(), read("{\"a\":" + many + "}").found());
    assertEquals(List.of("TOO_LARGE"), read("{\"a\":" + many.replace("[", "[1,") + "}").rules());
    assertEquals(List.of(), read("a: " + many).found());
    assertEquals(List.of("TOO_LARGE"), read("a: " + many.replace("[", "[1,")).rules());
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Answer answer = read(bomb.toString());
    assertEquals(List.of("ALIASES", "TOO_LARGE"), answer.rules());
    assertEquals("the document has more than 300000 parts", answer.found().get(1).found());
  }

  @Example
  @Label("of a text of a hundred million characters is a diagnostic")
  void length() {
    List<String> rules = new ArrayList<>();
    rules.addAll(read("a: " + "x".repeat(100_000_000)).rules());
    rules.addAll(read("{\"a\":\"" + "x".repeat(100_000_000) + "\"}").rules());
    assertEquals(List.of("TOO_LARGE", "TOO_LARGE"), rules);
  }

  @Example
  @Label("tells of characters and escapes that there are not")
  void characters() {
    assertEquals(
        "[f:1:7: an escape that names no character [SYNTAX]]",
        read("a: \"\\UFFFFFFFF\"").found().toString());
    assertEquals(
        "[f:2:4: a character that no YAML text may hold: U+0007; remove it [SYNTAX]]",
        read("\uD83D\uDE80: b\nc: \u0007").found().toString());
  }
}
