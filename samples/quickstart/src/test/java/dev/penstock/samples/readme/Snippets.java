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

/** The Java of one page, compiled and run as a reader would. */
final class Snippets {
  private static final Pattern CLASS = Pattern.compile("class (\\w+) [\\w ]*\\{");

  private final String page;
  private final Path directory;

  /** Reads a page, given from the repository's root; compiles into an empty directory. */
  Snippets(String page, Path directory) throws IOException {
    this.page = Files.readString(Path.of("../..").resolve(page));
    this.directory = directory;
  }

  String page() {
    return page;
  }

  /** The names of the classes, in the order of the page. */
  List<String> names() {
    return blocks("java").stream().map(Snippets::nameOf).toList();
  }

  /** The source of one class. */
  String source(String name) {
    return sources().stream().filter(each -> nameOf(each).equals(name)).findFirst().orElseThrow();
  }

  /** What the main method of one class prints. */
  String run(String name, String... arguments) throws Exception {
    try (URLClassLoader classes = compile(name)) {
      return run(classes, name, arguments);
    }
  }

  /** What a class prints whose source lies in the directory beside those of the page. */
  String runFile(String name, String... arguments) throws Exception {
    writeAll();
    try (URLClassLoader classes = compileFile(name)) {
      return run(classes, name, arguments);
    }
  }

  /** Compiles such a class; the directory holds it then. */
  void compileOwn(String name) throws IOException {
    writeAll();
    compileFile(name).close();
  }

  private static String run(ClassLoader classes, String name, String... arguments)
      throws Exception {
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

  /** Compiles one class, and those of the page that it uses. */
  URLClassLoader compile(String name) throws IOException {
    writeAll();
    return compileFile(name);
  }

  private void writeAll() throws IOException {
    for (String source : sources()) {
      Files.writeString(directory.resolve(nameOf(source) + ".java"), source);
    }
  }

  private URLClassLoader compileFile(String name) throws IOException {
    Path file = directory.resolve(name + ".java");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean isCompiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      directory.toString(),
                      "-sourcepath",
                      directory.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertTrue(isCompiled, messages.toString());
    }
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, Snippets.class.getClassLoader());
  }

  private List<String> sources() {
    return blocks("java").stream().filter(each -> CLASS.matcher(each).find()).toList();
  }

  /** The fenced blocks of one language, in the order of the page. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static String nameOf(String source) {
    Matcher matcher = CLASS.matcher(source);
    assertTrue(matcher.find(), source);
    return matcher.group(1);
  }
}
