package dev.penstock.samples.speclint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.samples.speclint.Jar.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ReplacementTest {

  private static final String MENDED =
      "version: 0.2\nphases:\n  pre_build:\n    commands: [make]\n"
          + "# a long file\n".repeat(1000);
  private static final String FAULTY = MENDED.replace("pre_build", "prebuild");
  private static final String LEFT = " cannot be mended and is left as it is: ";
  private static final String ALLOWED =
      "; allowed: a file that may be written, in a directory that may be written too and has room\n";

  /** The rights of root, but for those over files that are not its own to write. */
  private static final List<String> UNPRIVILEGED =
      List.of(
          "setpriv",
          "--bounding-set=-dac_override,-dac_read_search",
          "--inh-caps=-dac_override,-dac_read_search");

  @TempDir private Path directory;
  private Path folder;
  private Path file;
  private Jar jar;

  @BeforeEach
  void setUp() throws IOException {
    jar = new Jar(directory);
    folder = Files.createDirectory(directory.resolve("app"));
    file = Files.writeString(folder.resolve("buildspec.yml"), FAULTY);
  }

  @AfterEach
  void mayBeRemovedAgain() throws IOException {
    permit(folder, "rwxr-xr-x");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private Run runUnprivileged() throws Exception {
    if (!isRoot()) {
      return jar.run("--fix", "app/buildspec.yml");
    }
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    return jar.run(UNPRIVILEGED, "--fix", "app/buildspec.yml");
  }

  private void assertLeftAsItIs(String why, Run run) throws IOException {
    assertEquals("spec-lint: app/buildspec.yml" + LEFT + why + ALLOWED, run.err());
    assertEquals(SpecLint.USAGE, run.code());
    assertEquals(FAULTY, Files.readString(file));
    assertNothingIsBesideIt();
  }

  private void assertNothingIsBesideIt() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aDiskThatIsFullMidwayLeavesTheFileAsItIs() throws Exception {
    List<String> limited = List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh");
    assertLeftAsItIs("File too large", jar.run(limited, "--fix", "app/buildspec.yml"));
  }

  @Test
  void aDirectoryThatMayNotBeWrittenLeavesTheFileAsItIs() throws Exception {
    permit(folder, "r-xr-xr-x");
    Run run = runUnprivileged();
    String draft = folder.toRealPath() + "/.spec-lint-";
    assertTrue(run.err().contains("AccessDeniedException: " + draft), run.err());
    assertLeftAsItIs(run.err().replaceAll("(?s)^.*" + LEFT + "|; allowed.*$", ""), run);
  }

  @Test
  void aFileThatIsReadOnlyIsLeftAsItIs() throws Exception {
    permit(file, "r--r--r--");
    assertLeftAsItIs("it is read-only", runUnprivileged());
  }

  @Test
  void permissionsStay() throws Exception {
    permit(file, "rw-r-x---");
    assertEquals("", jar.run("--fix", "app/buildspec.yml").err());
    assertEquals(MENDED, Files.readString(file));
    assertEquals("rw-r-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertNothingIsBesideIt();
  }

  @Test
  void ownerAndGroupStayIfTheUserMayGiveFilesAway() throws Exception {
    assumeTrue(isRoot(), "only root gives files away");
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:gid", 4321);
    assertEquals("", jar.run("--fix", "app/buildspec.yml").err());
    assertEquals(MENDED, Files.readString(file));
    assertEquals(1234, Files.getAttribute(file, "unix:uid"));
    assertEquals(4321, Files.getAttribute(file, "unix:gid"));
  }

  @Test
  void aLinkStaysAndWhatItLeadsToIsMended() throws Exception {
    Path link =
        Files.createSymbolicLink(directory.resolve("link.yml"), Path.of("app/buildspec.yml"));
    assertEquals("", jar.run("--fix", "link.yml").err());
    assertEquals(Path.of("app/buildspec.yml"), Files.readSymbolicLink(link));
    assertEquals(MENDED, Files.readString(file));
    assertNothingIsBesideIt();
  }
}
