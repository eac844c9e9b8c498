package dev.penstock.samples.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.engine.PipelineOrder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snippets without a class are run as the page says: in a program with the first one's imports and
 * methods, where {@code journal}, {@code threads}, {@code processes} and {@code pipeline} are its
 * own.
 */
@DisplayName("The guide to pipelines")
class PipelinesGuideTest {
  private static final String PROGRAM = "Releases";
  private static final int LONGEST = 400;
  private static final Pattern PRINTS = Pattern.compile("// prints (.*)\n");

  @TempDir Path directory;
  private Snippets guide;

  @BeforeEach
  void read() throws IOException {
    guide = new Snippets("docs/pipelines.md", directory);
  }

  @Test
  @DisplayName("begins with a program that prints what the page says")
  void program() throws Exception {
    String journal = directory.resolve("journal").toString();
    assertEquals("shipping 1.1\nSUCCEEDED\n", guide.run(PROGRAM, journal));
    assertEquals(List.of("shipping 1.1", "SUCCEEDED"), promised(guide.source(PROGRAM)));
  }

  @Test
  @DisplayName("begins with a program that goes on where it was killed while it waited")
  void killed() throws Exception {
    String journal = directory.resolve("journal").toString();
    Files.writeString(
        directory.resolve("Waiting.java"),
        """
        import dev.penstock.engine.*;
        import dev.penstock.journal.*;
        import dev.penstock.pipeline.engine.*;
        import dev.penstock.process.*;
        import java.nio.file.Path;
        import java.util.concurrent.*;

        /** The program up to the moment at which somebody is asked. */
        public class Waiting extends Releases {
          public static void main(String[] args) throws Exception {
            ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
            Journal journal = FileJournal.open(Path.of(args[0]));
            ProcessEngine processes = engine(journal, threads);
            OpenPipeline pipeline = executors(processes).build().open(checkout().build());
            now(pipeline.nextApproval(underWay(pipeline).orElseGet(() -> now(pipeline.start()))));
            System.out.println("waits");
            Thread.sleep(600_000);
          }
        }
        """);
    guide.compileOwn("Waiting");
    for (int kill = 1; kill <= 2; kill++) {
      Process waiting =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  directory + File.pathSeparator + System.getProperty("java.class.path"),
                  "Waiting",
                  journal)
              .redirectError(directory.resolve("errors").toFile())
              .start();
      try (BufferedReader printed = waiting.inputReader(UTF_8)) {
        assertEquals("waits", printed.readLine(), "it has ended too early");
      } finally {
        waiting.destroyForcibly().waitFor();
      }
    }
    assertEquals("shipping 1.1\nSUCCEEDED\n", guide.run(PROGRAM, journal));
    assertEquals("shipping 1.1\nSUCCEEDED\n", guide.run(PROGRAM, journal), "nothing is left");
  }

  @Test
  @DisplayName("names what policies allow for each order")
  void orders() {
    for (PipelineOrder.Kind kind : PipelineOrder.Kind.values()) {
      String action = "`" + kind.action().substring("codepipeline:".length()) + "`";
      assertTrue(guide.page().contains(action), action);
    }
  }

  @TestFactory
  @DisplayName("shows snippets that print what their comments say")
  Stream<DynamicTest> snippets() {
    List<String> snippets =
        guide.blocks("java").stream().filter(each -> !each.contains("class ")).toList();
    assertEquals(12, snippets.size());
    assertEquals(12 + 2, guide.blocks("java").size(), "the program and the unit test");
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    headingOf(snippet),
                    () -> assertEquals(promised(snippet), printed(snippet).lines().toList())));
  }

  /** The comments that say what is printed; "and" stands between two lines. */
  private static List<String> promised(String snippet) {
    return PRINTS
        .matcher(snippet)
        .results()
        .flatMap(comment -> Stream.of(comment.group(1).split(" and ")))
        .toList();
  }

  private String headingOf(String snippet) {
    String before = guide.page().substring(0, guide.page().indexOf(snippet));
    int heading = before.lastIndexOf("\n## ") + 4;
    return before.substring(heading, before.indexOf('\n', heading));
  }

  private String printed(String fragment) throws Exception {
    String imports =
        Stream.concat(guide.source(PROGRAM).lines(), fragment.lines())
            .filter(line -> line.startsWith("import "))
            .distinct()
            .collect(joining("\n"));
    String body =
        fragment.lines().filter(line -> !line.startsWith("import ")).collect(joining("\n"));
    String source =
        imports
            + "\n\npublic class Snippet extends "
            + PROGRAM
            + " {\n  public static void main(String[] args) throws Exception {\n"
            + "    ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);\n"
            + "    try (Journal journal = FileJournal.open(Path.of(args[0]));\n"
            + "        ProcessEngine processes = engine(journal, threads)) {\n"
            + "      OpenPipeline pipeline ="
            + " executors(processes).build().open(checkout().build());\n"
            + body
            + "\n    } finally {\n      threads.shutdown();\n    }\n  }\n}\n";
    Files.writeString(directory.resolve("Snippet.java"), source);
    return guide.runFile("Snippet", Files.createTempDirectory(directory, "journal").toString());
  }

  @Test
  @DisplayName("ends with a unit test that passes")
  void unitTest() throws Exception {
    try (URLClassLoader classes = guide.compile("ReleasesTest")) {
      Class<?> test = classes.loadClass("ReleasesTest");
      var constructor = test.getDeclaredConstructor();
      constructor.setAccessible(true);
      int ran = 0;
      for (Method method : test.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          method.setAccessible(true);
          method.invoke(constructor.newInstance());
          ran++;
        }
      }
      assertEquals(1, ran);
    }
  }

  @Test
  @DisplayName("is short enough to be read")
  void length() {
    assertTrue(
        guide.page().lines().count() < LONGEST, "the page has " + LONGEST + " lines or more");
  }
}
