package dev.penstock.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement.
 *
 * @param number counts the document's statements from 1
 * @param sid its name; empty if it has none
 * @param effect what it does
 * @param principals for whom it holds; null in a policy of an identity
 * @param actions which actions it is about
 * @param resources which resources it is about
 * @param conditions all must hold
 */
record Statement(
    int number,
    Optional<String> sid,
    Effect effect,
    @Nullable Selection<PrincipalPattern> principals,
    Selection<ActionPattern> actions,
    Selection<Template> resources,
    List<Condition> conditions) {

  /** Copies the list. */
  Statement {
    conditions = List.copyOf(conditions);
  }

  /** What does not match, first of all; empty if the statement applies. */
  Optional<String> mismatch(AccessRequest request) {
    if (principals != null
        && !principals.selects(pattern -> pattern.matches(request.principal()))) {
      return differs("principal", request.principal().id(), principals);
    }
    if (!actions.selects(pattern -> pattern.matches(request.action()))) {
      return differs("action", request.action(), actions);
    }
    if (effect == Effect.ALLOW && actions.isNegated() && isForeign(request)) {
      return Optional.of(
          "action \""
              + request.action()
              + "\" is of another service than resource \""
              + request.resource()
              + "\", and NotAction grants none of those");
    }
    if (!resources.selects(template -> isLike(template, request))) {
      return differs("resource", request.resource(), resources);
    }
    for (Condition condition : conditions) {
      Optional<String> mismatch = condition.mismatch(request);
      if (mismatch.isPresent()) {
        return Optional.of("condition " + mismatch.get());
      }
    }
    return Optional.empty();
  }

  /** Where its actions are in the document. */
  String actionPath() {
    return "Statement[" + (number - 1) + "]." + (actions.isNegated() ? "NotAction" : "Action");
  }

  private static boolean isLike(Template template, AccessRequest request) {
    return template.resolve(request).filter(glob -> glob.matches(request.resource())).isPresent();
  }

  private static Optional<String> differs(String what, String found, Selection<?> allowed) {
    return Optional.of(what + " found \"" + found + "\"; allowed: " + allowed.describe());
  }

  /** Whether the action is of another service than the resource's ARN names. */
  private static boolean isForeign(AccessRequest request) {
    String[] arn = request.resource().split(":", -1);
    if (arn.length < 6 || !arn[0].equals("arn")) {
      return false;
    }
    String service = request.action().split(":", -1)[0].toLowerCase(Locale.ROOT);
    return !arn[2].toLowerCase(Locale.ROOT).equals(service);
  }
}
