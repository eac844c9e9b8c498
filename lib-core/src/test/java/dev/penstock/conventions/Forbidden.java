package dev.penstock.conventions;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Members of the JDK that a library must not touch. A member is one by its name and by the type it
 * is found on: a subtype counts as its supertype, and a reference counts as a call.
 *
 * @param owner the full name of the type
 * @param name what the members' names are like; constructors are {@code <init>}
 * @param which what the parameters of forbidden overloads are like, in words
 * @param parameters which overloads are forbidden, by the names of the parameter types
 */
record Forbidden(String owner, Pattern name, String which, Predicate<List<String>> parameters) {

  static Forbidden anyOf(String owner, String name) {
    return new Forbidden(owner, Pattern.compile(name), "", parameters -> true);
  }

  /** Constructors, whatever their parameters. */
  static Forbidden creating(String owner) {
    return anyOf(owner, "<init>");
  }

  /** Only the overload without parameters. */
  static Forbidden bare(String owner, String name) {
    return new Forbidden(owner, Pattern.compile(name), " without arguments", List::isEmpty);
  }

  /** Only overloads that are not given this. */
  static Forbidden without(String type, String owner, String name) {
    return new Forbidden(
        owner, Pattern.compile(name), " without " + type, parameters -> !parameters.contains(type));
  }

  boolean isTargetOf(JavaAccess<?> access) {
    JavaClass found = access.getTargetOwner();
    return name.matcher(access.getTarget().getName()).matches()
        && (found.getName().equals(owner) || found.isAssignableTo(owner))
        && parameters.test(parameterTypes(access));
  }

  @Override
  public String toString() {
    return owner + "." + name + which;
  }

  private static List<String> parameterTypes(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget codeUnit
        ? codeUnit.getRawParameterTypes().stream().map(JavaClass::getName).toList()
        : List.of();
  }
}
