package dev.penstock.conventions;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;

/**
 * Walks the types of one file that users can see, and tells which elements lack documentation.
 *
 * <p>Exempt are methods that override (their comment is inherited) and canonical constructors (the
 * record's own comment speaks of its components).
 */
final class DocumentedElements {
  private static final Set<Kind> IMPLICITLY_PUBLIC = Set.of(Kind.INTERFACE, Kind.ANNOTATION_TYPE);

  private final ParsedSources sources;
  private final CompilationUnitTree unit;
  private final Consumer<String> gaps;

  DocumentedElements(ParsedSources sources, CompilationUnitTree unit, Consumer<String> gaps) {
    this.sources = sources;
    this.unit = unit;
    this.gaps = gaps;
  }

  /** Checks a top-level type and what it holds. */
  void type(ClassTree type, TreePath parent) {
    if (isVisible(type.getModifiers())) {
      visibleType(type, parent);
    }
  }

  private void visibleType(ClassTree type, TreePath parent) {
    TreePath path = new TreePath(parent, type);
    Comment comment = comment(type, path, type.getSimpleName().toString());
    comment.mustExplain(type.getTypeParameters());
    for (Tree member : type.getMembers()) {
      if (isComponent(type, member)) {
        comment.mustHaveParameter(((VariableTree) member).getName().toString());
      } else if (isSeen(type, member)) {
        member(type, member, path);
      }
    }
    boolean hasConstructor =
        type.getMembers().stream().anyMatch(m -> m instanceof MethodTree method && isInit(method));
    if (type.getKind() == Kind.CLASS && !hasConstructor) {
      gap(type, type.getSimpleName() + ": the implicit public constructor has no comment");
    }
  }

  private void member(ClassTree owner, Tree member, TreePath path) {
    if (member instanceof ClassTree nested) {
      visibleType(nested, path);
    } else if (member instanceof VariableTree field) {
      comment(field, new TreePath(path, field), owner.getSimpleName() + "." + field.getName());
    } else if (member instanceof MethodTree method && !isExempt(owner, method)) {
      method(owner, method, new TreePath(path, method));
    }
  }

  private void method(ClassTree owner, MethodTree method, TreePath path) {
    boolean init = isInit(method);
    String name =
        init ? owner.getSimpleName() + "()" : owner.getSimpleName() + "." + method.getName();
    Comment comment = comment(method, path, name);
    comment.mustExplain(method.getTypeParameters());
    if (owner.getKind() == Kind.ANNOTATION_TYPE) {
      return; // its first sentence says all that @return would repeat
    }
    method.getParameters().forEach(p -> comment.mustHaveParameter(p.getName().toString()));
    method.getThrows().forEach(thrown -> comment.mustHaveThrows(thrown.toString()));
    if (!init && !"void".equals(method.getReturnType().toString())) {
      comment.mustHaveReturn();
    }
  }

  private Comment comment(Tree tree, TreePath path, String name) {
    var parsed = sources.docs().getDocCommentTree(path);
    return new Comment(parsed, missing -> gap(tree, name + ": " + missing));
  }

  private void gap(Tree tree, String text) {
    gaps.accept(sources.position(unit, tree) + ": " + text);
  }

  private static boolean isInit(MethodTree method) {
    return method.getName().contentEquals("<init>");
  }

  private static boolean isExempt(ClassTree owner, MethodTree method) {
    boolean overrides =
        method.getModifiers().getAnnotations().stream()
            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
    return overrides || (owner.getKind() == Kind.RECORD && isCanonical(owner, method));
  }

  private static boolean isCanonical(ClassTree type, MethodTree method) {
    List<Tree> components =
        type.getMembers().stream().filter(m -> isComponent(type, m)).map(Tree.class::cast).toList();
    return isInit(method) && names(method.getParameters()).equals(names(components));
  }

  private static List<String> names(List<? extends Tree> variables) {
    return variables.stream().map(v -> ((VariableTree) v).getName().toString()).toList();
  }

  private static boolean isComponent(ClassTree type, Tree member) {
    return type.getKind() == Kind.RECORD
        && member instanceof VariableTree field
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private static boolean isSeen(ClassTree owner, Tree member) {
    if (member instanceof ClassTree nested) {
      return isVisible(nested.getModifiers()) || isImplicitlyPublic(owner, nested.getModifiers());
    }
    if (member instanceof MethodTree method) {
      return isVisible(method.getModifiers()) || isImplicitlyPublic(owner, method.getModifiers());
    }
    return member instanceof VariableTree field
        && (isVisible(field.getModifiers()) || isImplicitlyPublic(owner, field.getModifiers()));
  }

  private static boolean isImplicitlyPublic(ClassTree owner, ModifiersTree modifiers) {
    return IMPLICITLY_PUBLIC.contains(owner.getKind())
        && !modifiers.getFlags().contains(Modifier.PRIVATE);
  }

  private static boolean isVisible(ModifiersTree modifiers) {
    return modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED);
  }
}
