package dev.penstock.conventions;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds when what users see of a type names types of the JDK and of this project only, type
 * arguments included; among annotations also those of JSpecify.
 */
final class ShowOwnTypesOnly extends ArchCondition<JavaClass> {
  private static final Pattern SHOWN =
      Pattern.compile("(java|javax\\.sql|dev\\.penstock)(\\..*)?|");
  private static final Pattern ANNOTATIONS = Pattern.compile("org\\.jspecify\\.annotations");

  ShowOwnTypesOnly() {
    super("show types of the JDK and our own only");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isVisible(type)) {
      return;
    }
    Stream<JavaType> supertypes =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream.concat(supertypes, type.getTypeParameters().stream())
        .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
        .forEach(shown -> check(type, type.getName(), shown, events));
    annotations(type.getAnnotations(), type, type.getName(), events);
    for (JavaMember member : type.getMembers()) {
      if (isVisible(member.getModifiers())) {
        member
            .getAllInvolvedRawTypes()
            .forEach(shown -> check(type, member.getFullName(), shown, events));
        if (member instanceof JavaCodeUnit codeUnit) {
          codeUnit
              .getExceptionTypes()
              .forEach(thrown -> check(type, member.getFullName(), thrown, events));
        }
        annotations(member.getAnnotations(), type, member.getFullName(), events);
      }
    }
  }

  private static void annotations(
      Set<? extends JavaAnnotation<?>> annotations,
      JavaClass type,
      String where,
      ConditionEvents e) {
    annotations.stream()
        .map(JavaAnnotation::getRawType)
        .filter(annotation -> !ANNOTATIONS.matcher(annotation.getPackageName()).matches())
        .forEach(annotation -> check(type, where, annotation, e));
  }

  private static void check(JavaClass type, String where, JavaClass shown, ConditionEvents events) {
    if (!SHOWN.matcher(shown.getBaseComponentType().getPackageName()).matches()) {
      events.add(SimpleConditionEvent.violated(type, where + " shows " + shown.getName()));
    }
  }

  private static boolean isVisible(JavaClass type) {
    Optional<JavaClass> around = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (around.isEmpty() || isVisible(around.get()));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
