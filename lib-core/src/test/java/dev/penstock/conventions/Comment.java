package dev.penstock.conventions;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.TypeParameterTree;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One element's doc comment, and what it must say. Without a comment, only that is reported. */
final class Comment {
  private final @Nullable DocCommentTree tree;
  private final Consumer<String> gaps;

  Comment(@Nullable DocCommentTree tree, Consumer<String> gaps) {
    this.tree = tree;
    this.gaps = gaps;
    if (tree == null) {
      gaps.accept("no comment");
    } else if (tree.getFullBody().isEmpty()) {
      gaps.accept("no first sentence");
    }
  }

  void mustExplain(List<? extends TypeParameterTree> typeParameters) {
    typeParameters.forEach(p -> mustHaveParameter("<" + p.getName() + ">"));
  }

  void mustHaveParameter(String name) {
    require(
        tags(ParamTree.class).anyMatch(tag -> name.equals(named(tag))), "no @param for " + name);
  }

  void mustHaveThrows(String exception) {
    String simple = exception.substring(exception.lastIndexOf('.') + 1);
    require(
        tags(ThrowsTree.class)
            .map(tag -> tag.getExceptionName().toString())
            .anyMatch(name -> name.equals(simple) || name.endsWith("." + simple)),
        "no @throws for " + simple);
  }

  void mustHaveReturn() {
    require(tags(ReturnTree.class).findAny().isPresent(), "no @return");
  }

  private void require(boolean said, String gap) {
    if (tree != null && !said) {
      gaps.accept(gap);
    }
  }

  /** The tags of one kind, whether they stand in a block of their own or within the text. */
  private <T extends DocTree> Stream<T> tags(Class<T> kind) {
    if (tree == null) {
      return Stream.empty();
    }
    return Stream.concat(tree.getBlockTags().stream(), tree.getFullBody().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  private static String named(ParamTree tag) {
    return tag.isTypeParameter() ? "<" + tag.getName() + ">" : tag.getName().toString();
  }
}
