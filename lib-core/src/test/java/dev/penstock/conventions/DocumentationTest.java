package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lacks documentation is told, each with its place; what is hidden or inherited is not. */
class DocumentationTest {
  @Test
  void whatUsersSeeIsDocumented() {
    assertEquals(
        List.of(
            "Gate.java:1: Gate: no comment",
            "Gate.java:2: Gate.WIDTH: no comment",
            "Gate.java:4: Gate(): no @param for width",
            "Gate.java:6: Gate.open: no @param for <T>",
            "Gate.java:6: Gate.open: no @param for force",
            "Gate.java:6: Gate.open: no @throws for IOException",
            "Gate.java:6: Gate.open: no @return",
            "Gate.java:8: Gate.close: no first sentence",
            "Gate.java:10: State: the implicit public constructor has no comment",
            "Gate.java:13: Flow: no @param for <T>",
            "Gate.java:13: Flow: no @param for litres",
            "Gate.java:16: Flow(): no comment",
            "Gate.java:19: Kind.OPEN: no comment",
            "Gate.java:22: Sluice.lift: no comment",
            "Gate.java:23: Inner: no comment"),
        gaps(
            """
            public class Gate {
              public static final int WIDTH = 1;
              /** A gate. */
              protected Gate(int width) {}
              /** Opens. */
              public <T> T open(boolean force) throws java.io.IOException { return null; }
              /** @param force how */
              public void close(boolean force) {}
              /** A state. */
              public static class State {}

              /** A flow. */
              public record Flow<T>(int litres) {
                public Flow {}
                static final int HIDDEN = 1;
                public Flow(int litres, int minutes) { this(litres / minutes); }
              }
              /** A kind. */
              public enum Kind { OPEN, /** Shut. */ SHUT }
              /** A sluice. */
              public interface Sluice {
                void lift();
                interface Inner {}
              }
            }
            """));
  }

  @Test
  void whatIsHiddenOrInheritedNeedsNoComment() {
    assertEquals(
        List.of(),
        gaps(
            """
            /**
             * A gate.
             *
             * @param <T> what flows
             * @param width in metres
             */
            public record Gate<T>(int width) implements Runnable {
              private static final int HIDDEN = 1;

              /** Checks. */
              public Gate {}

              Gate() { this(1); }

              @Override
              public void run() {}

              /** {@return the height in metres} */
              public int height() { return 1; }

              /**
               * Opens.
               *
               * @param force how
               * @throws java.io.IOException if stuck
               */
              public void open(int force) throws java.io.IOException {}

              private interface Sluice { void lift(); }
            }

            class Hidden { public int open; public Hidden() {} }
            """));
  }

  @Test
  void packagesTellTheirStory(@TempDir Path sources) throws IOException {
    write(sources.resolve("told/package-info.java"), "/** Told. */ @NullMarked package told;");
    write(sources.resolve("bare/package-info.java"), "package bare;");
    write(sources.resolve("none/Gate.java"), "package none; class Gate {}");
    write(sources.resolve("module-info.java"), "module gates {}");
    assertEquals(
        List.of(
            "package-info.java:1: bare: the package has no comment",
            "package-info.java:1: bare: the package is not @NullMarked",
            "module-info.java:1: the module has no comment",
            "none: no package-info.java"),
        Documentation.gaps(sources));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<String> gaps(String text) {
    return Documentation.gaps(ParsedSources.ofText("Gate.java", text));
  }
}
