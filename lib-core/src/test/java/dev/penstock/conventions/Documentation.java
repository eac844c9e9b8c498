package dev.penstock.conventions;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.TreePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rule that every public element of a library is documented. */
public final class Documentation {

  private Documentation() {}

  /**
   * Lists what lacks documentation below a source folder.
   *
   * @param sources a folder such as {@code src/main/java}
   * @return one line for each gap, as {@code File.java:line: what is missing}; empty if none
   */
  public static List<String> gaps(Path sources) {
    List<Path> files = SourceTree.files(sources, ".java");
    List<String> gaps = gaps(ParsedSources.ofFiles(files));
    files.stream()
        .map(Path::getParent)
        .filter(folder -> !folder.equals(sources))
        .distinct()
        .filter(folder -> !files.contains(folder.resolve("package-info.java")))
        .forEach(folder -> gaps.add(sources.relativize(folder) + ": no package-info.java"));
    return gaps;
  }

  static List<String> gaps(ParsedSources sources) {
    List<String> gaps = new ArrayList<>();
    for (CompilationUnitTree unit : sources.units()) {
      for (var type : unit.getTypeDecls()) {
        if (type instanceof ClassTree declared) {
          new DocumentedElements(sources, unit, gaps::add).type(declared, new TreePath(unit));
        }
      }
      String file = unit.getSourceFile().getName();
      if (file.endsWith("package-info.java")) {
        packageGaps(sources, unit, gaps);
      }
      if (file.endsWith("module-info.java") && comment(sources, unit, unit.getModule()) == null) {
        gaps.add(sources.position(unit, unit) + ": the module has no comment");
      }
    }
    return gaps;
  }

  private static void packageGaps(
      ParsedSources sources, CompilationUnitTree unit, List<String> gaps) {
    PackageTree declared = unit.getPackage();
    String where = sources.position(unit, declared) + ": " + declared.getPackageName();
    if (comment(sources, unit, declared) == null) {
      gaps.add(where + ": the package has no comment");
    }
    if (declared.getAnnotations().stream().noneMatch(a -> a.toString().contains("NullMarked"))) {
      gaps.add(where + ": the package is not @NullMarked");
    }
  }

  private static Object comment(
      ParsedSources sources, CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
    return sources.docs().getDocCommentTree(new TreePath(new TreePath(unit), tree));
  }
}
