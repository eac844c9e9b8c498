package dev.penstock.samples.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The README")
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("class (\\w+) \\{");

  @TempDir Path directory;

  @Test
  @DisplayName("shows a first pipeline that prints what the README says")
  void firstPipeline() throws Exception {
    try (URLClassLoader classes = compile("FirstPipeline")) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream before = System.out;
      System.setOut(new PrintStream(printed, true, UTF_8));
      try {
        classes
            .loadClass("FirstPipeline")
            .getMethod("main", String[].class)
            .invoke(null, (Object) new String[0]);
      } finally {
        System.setOut(before);
      }
      assertEquals("shipping 1.4.0\nSUCCEEDED\n", printed.toString(UTF_8));
      assertTrue(readme().contains("It prints `shipping 1.4.0` and `SUCCEEDED`."));
    }
  }

  @Test
  @DisplayName("shows a unit test of a canary strategy that passes")
  void canaryTest() throws Exception {
    try (URLClassLoader classes = compile("CanaryTest")) {
      Class<?> test = classes.loadClass("CanaryTest");
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
  @DisplayName("shows no other Java than these two")
  void nothingElse() throws IOException {
    assertEquals(
        List.of("FirstPipeline", "CanaryTest"),
        snippets().stream().map(ReadmeTest::nameOf).toList());
  }

  private URLClassLoader compile(String name) throws IOException {
    String source =
        snippets().stream().filter(each -> nameOf(each).equals(name)).findFirst().orElseThrow();
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean isCompiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertTrue(isCompiled, messages.toString());
    }
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, ReadmeTest.class.getClassLoader());
  }

  private static String nameOf(String snippet) {
    Matcher matcher = CLASS.matcher(snippet);
    assertTrue(matcher.find(), snippet);
    return matcher.group(1);
  }

  private static List<String> snippets() throws IOException {
    List<String> snippets = new ArrayList<>();
    Matcher matcher = JAVA.matcher(readme());
    while (matcher.find()) {
      snippets.add(matcher.group(1));
    }
    return snippets;
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../../README.md"));
  }
}
