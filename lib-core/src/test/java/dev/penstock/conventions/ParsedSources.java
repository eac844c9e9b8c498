package dev.penstock.conventions;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java sources as the compiler's parser sees them: trees and doc comments, no types.
 *
 * @param units one for each file, in the order given
 * @param docs answers for the doc comments and positions of these units
 */
public record ParsedSources(List<CompilationUnitTree> units, DocTrees docs) {

  /** Parses files. */
  public static ParsedSources ofFiles(List<Path> files) {
    return parse(files.stream().map(file -> source(file.toUri(), SourceTree.text(file))).toList());
  }

  /** Parses one text under a file name. */
  public static ParsedSources ofText(String name, String text) {
    return parse(List.of(source(URI.create("memory:///" + name), text)));
  }

  /** Where a tree begins, as {@code File.java:line}. */
  public String position(CompilationUnitTree unit, Tree tree) {
    String path = unit.getSourceFile().toUri().getPath();
    long start = docs.getSourcePositions().getStartPosition(unit, tree);
    long line = start < 0 ? 1 : unit.getLineMap().getLineNumber(start);
    return path.substring(path.lastIndexOf('/') + 1) + ":" + line;
  }

  private static ParsedSources parse(List<JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
    try {
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return new ParsedSources(units, DocTrees.instance(task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(URI uri, String text) {
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
