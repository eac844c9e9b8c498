package dev.penstock.coverage;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import dev.penstock.conventions.ParsedSources;
import dev.penstock.conventions.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A test that says which rule it proves.
 *
 * @param rule the rule's id
 * @param test the test, as {@code Class#method}, or the class alone
 * @param file the test's source, from the repository's root, with slashes
 */
record Citation(String rule, String test, String file) {
  private static final Pattern TESTS =
      Pattern.compile("(lib-[^/]+|samples/[^/]+)/src/test/java/.*");

  /** Finds the citations in all test sources of a repository, in the order of their tests. */
  static List<Citation> in(Path repository) {
    List<Path> files =
        SourceTree.files(repository, ".java").stream()
            .filter(file -> TESTS.matcher(name(repository, file)).matches())
            .filter(file -> SourceTree.text(file).contains("@Covers"))
            .toList();
    List<Citation> found = new ArrayList<>();
    for (var unit : ParsedSources.ofFiles(files).units()) {
      String name = name(repository, Path.of(unit.getSourceFile().toUri()));
      new Finder(name, found).scan(new TreePath(unit), null);
    }
    found.sort(Comparator.comparing(Citation::test).thenComparing(Citation::file));
    return found;
  }

  private static String name(Path repository, Path file) {
    return repository.relativize(file).toString().replace('\\', '/');
  }

  /** Looks at each annotation named {@code Covers}, and at the texts in it. */
  private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final String file;
    private final List<Citation> found;

    Finder(String file, List<Citation> found) {
      this.file = file;
      this.found = found;
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
      if (annotation.getAnnotationType().toString().equals("Covers")) {
        String test = test();
        annotation.getArguments().stream()
            .map(a -> a instanceof AssignmentTree named ? named.getExpression() : a)
            .flatMap(Finder::texts)
            .forEach(rule -> found.add(new Citation(rule, test, file)));
      }
      return null;
    }

    private static Stream<String> texts(Tree value) {
      List<String> texts = new ArrayList<>();
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
          texts.add(String.valueOf(literal.getValue()));
          return null;
        }
      }.scan(value, null);
      return texts.stream();
    }

    private String test() {
      StringBuilder name = new StringBuilder();
      for (Tree around : getCurrentPath()) {
        if (around instanceof MethodTree method) {
          name.insert(0, "#" + method.getName());
        } else if (around instanceof ClassTree type) {
          boolean isNested = name.length() > 0 && name.charAt(0) != '#';
          name.insert(0, type.getSimpleName() + (isNested ? "." : ""));
        }
      }
      return name.toString();
    }
  }
}
