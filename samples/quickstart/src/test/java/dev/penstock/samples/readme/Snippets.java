package dev.penstock.samples.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
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

/** The fenced blocks of a page, and what becomes of those that are Java. */
final class Snippets {
  private static final Pattern CLASS = Pattern.compile("class (\\w+) \\{");

  private final String page;

  Snippets(Path page) throws IOException {
    this.page = Files.readString(page);
  }

  /** The blocks of one language, in order. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  List<String> classes() {
    return blocks("java").stream().map(Snippets::nameOf).toList();
  }

  private static String nameOf(String snippet) {
    Matcher matcher = CLASS.matcher(snippet);
    assertTrue(matcher.find(), snippet);
    return matcher.group(1);
  }

  URLClassLoader compile(String name, Path directory) throws IOException {
    String source =
        blocks("java").stream().filter(each -> nameOf(each).equals(name)).findFirst().orElseThrow();
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
        new URL[] {directory.toUri().toURL()}, Snippets.class.getClassLoader());
  }

  /** Runs a class of the page, and returns what it prints. */
  String run(String name, Path directory, String... arguments) throws Exception {
    try (URLClassLoader classes = compile(name, directory)) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream before = System.out;
      System.setOut(new PrintStream(printed, true, UTF_8));
      try {
        classes.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
      } finally {
        System.setOut(before);
      }
      return printed.toString(UTF_8);
    }
  }
}
