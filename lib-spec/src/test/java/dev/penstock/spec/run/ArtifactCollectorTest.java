package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.archive.ZipArchive;
import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCollectorTest {

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();
  private Path root = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    root = directory.resolve("root");
    for (String file : List.of("my-build1/f1.txt", "my-build2/f2.txt", "my-build2/sub/f3.txt")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file);
    }
  }

  private List<String> collect(
      String base, boolean discard, List<String> files, List<String> excluded)
      throws IOException, PhaseFailure {
    collect(
        new ArtifactFiles(
            files,
            Optional.empty(),
            discard,
            Optional.of(base).filter(text -> !text.isEmpty()),
            excluded),
        BuildProject.NONE);
    return stored();
  }

  private BuildArtifact collect(ArtifactFiles definition, BuildProject project)
      throws IOException, PhaseFailure {
    Directories.delete(directory.resolve("target"));
    return new ArtifactCollector(root, new Texts(), project, new MaskedLog(log::add))
        .collect(definition, directory.resolve("target"));
  }

  private List<String> stored() throws IOException {
    Path target = directory.resolve("target");
    try (Stream<Path> stored = Files.walk(target)) {
      return stored
          .filter(Files::isRegularFile)
          .map(file -> target.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private List<String> collect(String base, String... files) throws IOException, PhaseFailure {
    return collect(base, false, List.of(files), List.of());
  }

  private String failure(String base, String... files) {
    return assertThrows(PhaseFailure.class, () -> collect(base, files)).context().message();
  }

  @Test
  @Covers({"B-162", "B-164", "B-165"})
  void patternsAndBasesSelectFiles() throws Exception {
    assertEquals(List.of("sub/f3.txt"), collect("my-build2", "*/f3.txt"));
    assertEquals(
        List.of("f1.txt", "f2.txt", "f3.txt"),
        collect("my-build*", true, List.of("**/*"), List.of()));
    assertEquals(List.of("f1.txt", "f2.txt", "sub/f3.txt"), collect("my-build*", "**/*"));
    assertEquals(List.of("my-build2/f2.txt"), collect("", "my-build2/*"));
    assertEquals(
        List.of("my-build1/f1.txt", "my-build2/f2.txt", "my-build2/sub/f3.txt"),
        collect("", "**/*"));
    assertEquals(
        List.of("my-build2/f2.txt", "my-build2/sub/f3.txt"), collect("", "my-build2/**/*"));
    assertEquals(List.of("f2.txt"), collect("${NAME}", "f2.txt"));
    assertEquals(List.of("my-build2/f2.txt"), collect("", root + "/$NAME/f2.txt"));
  }

  @Test
  @Covers("B-165")
  void whatCannotBeMergedIsNamed() throws Exception {
    String why =
        " clashes with a file of another base directory: one has a directory where the other has a file";
    Files.createDirectories(root.resolve("my-build3/f1.txt"));
    Path below = Files.writeString(root.resolve("my-build3/f1.txt/x"), "x");
    assertEquals(below + why, failure("my-build*", "**/*"));
    Path file = Files.writeString(root.resolve("my-build3/sub"), "x");
    assertEquals(file + why, failure("my-build[23]", "**/f3.txt", "sub"));
  }

  @Test
  @Covers("B-166")
  void exclusionComesAfterInclusion() throws Exception {
    assertEquals(
        List.of("f2.txt"), collect("my-build2", false, List.of("**/*"), List.of("sub/**")));
  }

  @Test
  @Covers({"B-161", "B-172"})
  void itFailsOnlyIfNothingMatches() throws Exception {
    assertEquals(List.of("my-build1/f1.txt"), collect("", "missing", "my-build1/*"));
    assertEquals("no matching artifact paths found", failure("", "missing", "my-build2/sub"));
    assertEquals("no matching base directory path found for nowhere*", failure("nowhere*", "**/*"));
  }

  @Test
  @Covers("B-164")
  void theLastOfEqualNamesIsKept() throws Exception {
    Files.writeString(root.resolve("my-build2/f1.txt"), "the other");
    assertEquals(List.of("f1.txt"), collect("", true, List.of("**/f1.txt"), List.of()));
    assertEquals("the other", Files.readString(directory.resolve("target/f1.txt")));
    assertTrue(log.stream().anyMatch(line -> line.startsWith("Replacing f1.txt")));
  }

  @Test
  void nothingOutsideTheSourcesIsTaken() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("link"), secret);
    Files.createSymbolicLink(root.resolve("out"), directory);
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
    List<String> stored =
        collect("", "**/*", "link", "out/secret", "../secret", secret.toString(), "dangling");
    assertEquals(List.of("my-build1/f1.txt", "my-build2/f2.txt", "my-build2/sub/f3.txt"), stored);
    assertTrue(failure("..", "**/*").startsWith("no matching base directory"));
    assertTrue(failure("out", "**/*").startsWith("no matching base directory"));
    assertTrue(failure(directory.toString(), "**/*").startsWith("no matching base directory"));
    assertFalse(log.isEmpty());
  }

  @Test
  @Covers("B-167")
  void linksWithinTheSourcesAreFollowedOnce() throws Exception {
    Files.createSymbolicLink(root.resolve("my-build1/again"), root.resolve("my-build1"));
    Files.createSymbolicLink(root.resolve("my-build1/two"), root.resolve("my-build2"));
    Files.createSymbolicLink(root.resolve("my-build1/f.lnk"), Path.of("f1.txt"));
    assertEquals(
        List.of("f.lnk", "f1.txt", "two/f2.txt", "two/sub/f3.txt"), collect("my-build1", "**/*"));
    assertFalse(Files.isSymbolicLink(directory.resolve("target/f.lnk")));
    assertEquals("my-build1/f1.txt", Files.readString(directory.resolve("target/f.lnk")));
  }

  @Test
  void linksThatLeadToLinksAreNotFollowedForEver() throws Exception {
    Path tree = Files.createDirectory(root.resolve("tree"));
    for (int i = 0; i < 40; i++) {
      Path each = Files.createDirectory(tree.resolve("d" + i));
      Files.createSymbolicLink(each.resolve("a"), tree.resolve("d" + (i + 1)));
      Files.createSymbolicLink(each.resolve("b"), tree.resolve("d" + (i + 1)));
    }
    Files.createDirectory(tree.resolve("d40"));
    IOException fault = assertThrows(IOException.class, () -> collect("tree", "**/*"));
    assertEquals(
        "more than 5000 ways lead by links to " + tree.toRealPath().resolve("d40"),
        fault.getMessage());
  }

  @Test
  void programsStayExecutable() throws Exception {
    assertTrue(root.resolve("my-build1/f1.txt").toFile().setExecutable(true));
    collect("my-build1", "f1.txt");
    assertTrue(Files.isExecutable(directory.resolve("target/f1.txt")));
  }

  private ArtifactFiles named(String name, String prefix) {
    return new ArtifactFiles(
        List.of("my-build1/*"),
        Optional.of(name).filter(text -> !text.isEmpty()),
        false,
        Optional.empty(),
        List.of(),
        false,
        Optional.of(prefix).filter(text -> !text.isEmpty()));
  }

  @Test
  @Covers("B-163")
  void aNameIsShellTextIfTheProjectLetsTheFileChoose() throws Exception {
    BuildProject keeps = BuildProject.builder("shop").artifactName("shop-zip").build();
    assertEquals("shop-zip", collect(named("app", ""), keeps).name());
    assertEquals("shop", collect(named("app", ""), BuildProject.builder("shop").build()).name());
    BuildProject overrides = BuildProject.builder("shop").overrideArtifactName().build();
    assertEquals("evaluated a b", collect(named("a b", ""), overrides).name());
    assertEquals("shop", collect(named("", ""), overrides).name());
    assertEquals("evaluated builds/5/x", collect(named("builds//5/./x", ""), overrides).name());
    assertEquals(
        "artifact name \"x/../y\" gives \"evaluated x/../y\", which is none",
        assertThrows(PhaseFailure.class, () -> collect(named("x/../y", ""), overrides))
            .context()
            .message());
  }

  @Test
  @Covers({"B-168", "B-162"})
  void aPrefixGoesBeforeTheBuildsId() throws Exception {
    BuildProject shop = BuildProject.builder("shop").build();
    assertEquals("out/my-build2/17/shop.zip", collect(named("", "out/${NAME}"), shop).path("17"));
    assertEquals("17/shop.zip", collect(named("", ""), shop).path("17"));
  }

  @Test
  @Covers("B-167")
  void linksWithinTheTreeAreKeptIfAskedFor() throws Exception {
    Files.createSymbolicLink(root.resolve("my-build2/dir"), root.resolve("my-build2/sub"));
    Files.createSymbolicLink(root.resolve("my-build2/sub/up"), Path.of("../f2.txt"));
    Files.createSymbolicLink(root.resolve("my-build2/side"), root.resolve("my-build1/f1.txt"));
    Files.createSymbolicLink(root.resolve("my-build2/out"), directory);
    ArtifactFiles linked =
        new ArtifactFiles(
            List.of("**/*"),
            Optional.empty(),
            false,
            Optional.of("my-build2"),
            List.of(),
            true,
            Optional.empty());
    collect(linked, BuildProject.NONE);
    Path target = directory.resolve("target");
    assertEquals(Path.of("sub"), Files.readSymbolicLink(target.resolve("dir")));
    assertEquals(Path.of("../f2.txt"), Files.readSymbolicLink(target.resolve("sub/up")));
    assertEquals("my-build2/f2.txt", Files.readString(target.resolve("sub/up")));
    assertFalse(Files.isSymbolicLink(target.resolve("side")));
    assertEquals("my-build1/f1.txt", Files.readString(target.resolve("side")));
    assertFalse(Files.exists(target.resolve("out")));
    ZipArchive.pack(target, OutputStream.nullOutputStream());
    collect("my-build2", "**/*");
    assertFalse(Files.isSymbolicLink(target.resolve("dir")));
    assertTrue(Files.exists(target.resolve("dir/f3.txt")));
  }

  @Test
  @Covers({"B-161", "B-165"})
  void theLogTellsWhatIsExpanded() throws Exception {
    collect("my-build*", "missing/*", "f1.txt");
    assertEquals(
        List.of(
            "Expanding base directory path: my-build*",
            "Assembling file list",
            "Expanding my-build*",
            "Expanding file paths for base directory my-build1",
            "Assembling file list",
            "Expanding file paths for base directory my-build2",
            "Assembling file list",
            "Expanding missing/*",
            "Skipping invalid file path missing/*",
            "Expanding f1.txt",
            "Found 1 file(s)"),
        log);
  }

  @Test
  @Covers("B-173")
  void hiddenFilesAreMatchedLikeOthers() throws Exception {
    Files.createDirectories(root.resolve("my-build1/.git"));
    Files.writeString(root.resolve("my-build1/.git/config"), "x");
    Files.writeString(root.resolve("my-build1/.env"), "x");
    assertEquals(List.of(".env", ".git/config", "f1.txt"), collect("my-build1", "**/*"));
    assertEquals(List.of(".env", "f1.txt"), collect("my-build1", "*"));
    assertEquals(
        List.of("f1.txt"),
        collect("my-build1", false, List.of("**/*"), List.of("**/.*", "**/.*/**/*")));
  }

  /** Variables and a shell that say what they were asked. */
  private static final class Texts implements BuildTexts {

    @Override
    public Map<String, String> values(Collection<String> names) {
      return Map.of("NAME", "my-build2");
    }

    @Override
    public String evaluate(String text) {
      return "evaluated " + text;
    }
  }
}
