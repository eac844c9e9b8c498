package dev.penstock.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

@Label("A zip archive")
class ZipArchiveLawsTest {
  private final Scratch scratch = new Scratch();

  @BeforeTry
  void open() throws IOException {
    scratch.open();
  }

  @AfterTry
  void close() throws IOException {
    scratch.close();
  }

  @Property(seed = "1", tries = 50, edgeCases = EdgeCasesMode.NONE)
  @Label("unpacks to the tree that was packed")
  void roundTrip(@ForAll("trees") Tree tree, @ForAll long seed) throws IOException {
    Path from = scratch.directory("from");
    Path to = scratch.directory("to");
    tree.writeTo(from, seed);
    ZipArchive.extract(scratch.file("a.zip", pack(from)), to, ExtractionLimits.UNTRUSTED);
    assertEquals(Tree.of(from), Tree.of(to));
  }

  @Property(seed = "2", tries = 50, edgeCases = EdgeCasesMode.NONE)
  @Label("has the same bytes whatever the order of creation and the times")
  void reproducible(@ForAll("trees") Tree tree, @ForAll long one, @ForAll long other)
      throws IOException {
    Path first = scratch.directory("first");
    Path second = scratch.directory("second");
    tree.writeTo(first, one);
    tree.writeTo(second, other);
    assertArrayEquals(pack(first), pack(second));
    assertArrayEquals(pack(first), pack(first));
  }

  @Property(seed = "3", tries = 100, edgeCases = EdgeCasesMode.NONE)
  @Label("with altered bytes unpacks inside its directory, or is refused and leaves nothing")
  void damage(@ForAll("trees") Tree tree, @ForAll long seed) throws IOException {
    Path from = scratch.directory("from");
    tree.writeTo(from, 0);
    byte[] archive = pack(from);
    Random random = new Random(seed);
    int alterations = 1 + random.nextInt(3);
    for (int i = 0; i < alterations; i++) {
      archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
    }
    Path to = scratch.directory("inner/to");
    try {
      ZipArchive.extract(scratch.file("a.zip", archive), to, ExtractionLimits.UNTRUSTED);
    } catch (ArchiveException refused) {
      assertEquals(new Tree(Map.of()), Tree.of(to));
    }
    try (var outside = Files.list(scratch.root().resolve("inner"))) {
      assertEquals(List.of("to"), outside.map(Path::getFileName).map(Path::toString).toList());
    }
  }

  @Property(seed = "4", tries = 100, edgeCases = EdgeCasesMode.NONE)
  @Label("cut off anywhere is refused")
  void truncation(@ForAll("trees") Tree tree, @ForAll long seed) throws IOException {
    Path from = scratch.directory("from");
    tree.writeTo(from, 0);
    byte[] archive = pack(from);
    byte[] cut = Arrays.copyOf(archive, new Random(seed).nextInt(archive.length));
    Path file = scratch.file("cut.zip", cut);
    Path to = scratch.directory("to");
    assertThrows(
        ArchiveException.class, () -> ZipArchive.extract(file, to, ExtractionLimits.UNTRUSTED));
  }

  private static byte[] pack(Path directory) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipArchive.pack(directory, out);
    return out.toByteArray();
  }

  @Provide
  Arbitrary<Tree> trees() {
    Arbitrary<String> segments =
        Arbitraries.of(
            "a",
            "b",
            "B",
            "bin",
            "x.sh",
            "\u00e9t\u00e9",
            "\u65e5\u672c",
            "with space",
            "a.b",
            "-");
    Arbitrary<String> names =
        segments.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
    Arbitrary<String> content =
        Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(300);
    Arbitrary<String> things =
        Arbitraries.frequencyOf(
            Tuple.of(5, content.map(text -> "file " + text)),
            Tuple.of(2, content.map(text -> "program " + text)),
            Tuple.of(
                1, Arbitraries.integers().between(1, 4).map(n -> "file " + "z".repeat(n * 50_000))),
            Tuple.of(2, Arbitraries.just("directory")),
            Tuple.of(1, names.map(name -> "link " + name)));
    Arbitrary<Map.Entry<String, String>> entries =
        Combinators.combine(names, things).as(Map::entry);
    return entries.list().ofMaxSize(12).map(ZipArchiveLawsTest::consistent);
  }

  /**
   * Drops what would lie below a file; links stay inside since their targets have no {@code ..}.
   */
  private static Tree consistent(List<Map.Entry<String, String>> entries) {
    Map<String, String> tree = new TreeMap<>();
    for (Map.Entry<String, String> entry : entries) {
      List<String> parents = new ArrayList<>();
      for (int i = entry.getKey().indexOf('/'); i >= 0; i = entry.getKey().indexOf('/', i + 1)) {
        parents.add(entry.getKey().substring(0, i));
      }
      boolean fits =
          parents.stream().allMatch(p -> tree.getOrDefault(p, "directory").equals("directory"))
              && !tree.containsKey(entry.getKey());
      if (fits) {
        parents.forEach(parent -> tree.put(parent, "directory"));
        tree.put(entry.getKey(), entry.getValue());
      }
    }
    return new Tree(tree);
  }
}
