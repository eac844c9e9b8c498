package dev.penstock.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.policy.Verdict.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Any policy")
class PolicyLaws {
  private static final List<String> USERS =
      List.of("arn:aws:iam::111111111111:user/ada", "arn:aws:iam::222222222222:role/ben");
  private static final List<String> WORDS = List.of("", "a", "b", "ab", "a*", "*", "?b");
  private static final Set<Operator> ON_TEXT =
      Set.of(
          Operator.STRING_EQUALS,
          Operator.STRING_NOT_EQUALS,
          Operator.STRING_LIKE,
          Operator.STRING_NOT_LIKE);

  @Provide
  Arbitrary<Statement> statements() {
    Arbitrary<Selection<PrincipalPattern>> principals =
        selection(
            Arbitraries.of(
                PrincipalPattern.EVERYBODY,
                new PrincipalPattern(Principal.Type.AWS, USERS.get(0)),
                new PrincipalPattern(Principal.Type.AWS, "222222222222"),
                new PrincipalPattern(Principal.Type.SERVICE, "s")));
    Arbitrary<Selection<ActionPattern>> actions =
        selection(Arbitraries.of("*", "p:A", "p:*", "p:?b", "q:a*").map(ActionPattern::of));
    Arbitrary<Selection<Template>> resources =
        selection(
            Arbitraries.of("*", "a", "a*", "?b", "${k:x}", "a${k:x}", "${*}")
                .map(text -> template(text, true)));
    return Combinators.combine(
            Arbitraries.of(Effect.class), principals, actions, resources, conditions())
        .as(
            (effect, who, what, where, when) ->
                new Statement(1, Optional.empty(), effect, who, what, where, when));
  }

  private static Arbitrary<List<Condition>> conditions() {
    Arbitrary<Condition> one =
        Combinators.combine(
                Arbitraries.of(Condition.Quantifier.class),
                Arbitraries.of(ON_TEXT),
                Arbitraries.of(true, false),
                Arbitraries.of("k:x", "k:y"),
                Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(2))
            .as(
                (quantifier, operator, isIfExists, key, values) ->
                    new Condition(
                        quantifier,
                        operator,
                        isIfExists,
                        key,
                        values.stream().map(text -> template(text, operator.isWild())).toList()));
    return one.list()
        .uniqueElements(each -> each.operatorText() + each.key())
        .ofMaxSize(2)
        .map(
            list ->
                list.stream() // as a document has them: by operator
                    .sorted(java.util.Comparator.comparing(Condition::operatorText))
                    .toList());
  }

  private static <T> Arbitrary<Selection<T>> selection(Arbitrary<T> of) {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(false)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true))),
            of.list().uniqueElements().ofMinSize(1).ofMaxSize(2))
        .as(Selection::new);
  }

  private static Template template(String text, boolean isWild) {
    try {
      return Template.read(text, isWild, true);
    } catch (Template.MalformedVariableException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<List<Statement>> lists() {
    return statements().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    Arbitrary<Principal> who =
        Arbitraries.of(
            Principal.aws(USERS.get(0)),
            Principal.aws(USERS.get(1)),
            Principal.service("s"),
            Principal.anonymous());
    Arbitrary<List<String>> values = Arbitraries.of(WORDS).list().ofMaxSize(2);
    return Combinators.combine(
            who,
            Arbitraries.of("p:A", "P:a", "p:ab", "q:b", "q:ab"),
            Arbitraries.of("a", "ab", "*", "arn:aws:p:::a"),
            values,
            values)
        .as(
            (principal, action, resource, x, y) ->
                new AccessRequest(principal, action, resource, Map.of("k:x", x, "K:Y", y)));
  }

  private static Policy policy(List<Statement> statements) {
    List<Statement> numbered = new ArrayList<>();
    for (Statement each : statements) {
      numbered.add(
          new Statement(
              numbered.size() + 1,
              each.sid(),
              each.effect(),
              each.principals(),
              each.actions(),
              each.resources(),
              each.conditions()));
    }
    return new Policy(PolicyKind.RESOURCE, PolicyVersion.V2012, Optional.empty(), numbered);
  }

  private static Decision decision(List<Statement> statements, AccessRequest request) {
    return policy(statements).evaluate(request).decision();
  }

  private static Statement with(Statement statement, Effect effect) {
    return new Statement(
        1,
        Optional.empty(),
        effect,
        statement.principals(),
        statement.actions(),
        statement.resources(),
        statement.conditions());
  }

  @Property(seed = "5")
  @Label("never allows more by one denial more, nor less by one grant more without denial")
  void monotonous(
      @ForAll("lists") List<Statement> statements,
      @ForAll("statements") Statement more,
      @ForAll("requests") AccessRequest request) {
    boolean before = decision(statements, request) == Decision.ALLOWED;
    List<Statement> denying = new ArrayList<>(statements);
    denying.add(with(more, Effect.DENY));
    List<Statement> allowing = new ArrayList<>(statements);
    allowing.add(with(more, Effect.ALLOW));
    assertTrue(before || decision(denying, request) != Decision.ALLOWED);
    assertTrue(!before || decision(allowing, request) == Decision.ALLOWED);
  }

  @Property(seed = "6")
  @Label("says the same in any order of its statements")
  void orderIsIrrelevant(
      @ForAll("lists") List<Statement> statements,
      @ForAll("requests") AccessRequest request,
      @ForAll Random random) {
    List<Statement> shuffled = new ArrayList<>(statements);
    Collections.shuffle(shuffled, random);
    assertEquals(decision(statements, request), decision(shuffled, request));
  }

  @Property(seed = "7")
  @Label("decides as its findings say")
  void findingsExplain(
      @ForAll("lists") List<Statement> statements, @ForAll("requests") AccessRequest request) {
    Verdict verdict = policy(statements).evaluate(request);
    boolean isDenied =
        verdict.findings().stream().anyMatch(f -> f.isApplied() && f.effect() == Effect.DENY);
    boolean isGranted =
        verdict.findings().stream().anyMatch(f -> f.isApplied() && f.effect() == Effect.ALLOW);
    assertEquals(statements.size(), verdict.findings().size());
    assertEquals(isGranted && !isDenied, verdict.isAllowed());
    assertEquals(isDenied, verdict.decision() == Decision.DENIED_EXPLICITLY);
    assertFalse(verdict.reason().isEmpty());
  }

  @Property(seed = "8")
  @Label("is read as it was written")
  void roundTrip(@ForAll("lists") List<Statement> statements) {
    if (!statements.isEmpty()) {
      Policy policy = policy(statements);
      assertEquals(policy, Policy.of(PolicyKind.RESOURCE, policy.toJson()));
    }
  }

  @Property(seed = "9")
  @Label("with a limit allows no more than without")
  void limitsOnlyTake(
      @ForAll("lists") List<Statement> statements,
      @ForAll("lists") List<Statement> limiting,
      @ForAll("requests") AccessRequest request) {
    Policy limit = new Policy(PolicyKind.IDENTITY, PolicyVersion.V2012, Optional.empty(), limiting);
    Verdict limited =
        PolicySet.builder().resource(policy(statements)).limit(limit).build().evaluate(request);
    assertTrue(
        !limited.isAllowed()
            || PolicySet.builder()
                .resource(policy(statements))
                .build()
                .evaluate(request)
                .isAllowed());
  }

  @Property(seed = "10")
  @Label("of any text is read without an exception")
  void anyText(@ForAll String text) {
    assertFalse(Policy.read(PolicyKind.RESOURCE, "", text).diagnostics().isEmpty());
  }

  @Property(seed = "11")
  @Label("matches wild characters as a regular expression would")
  void globs(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String expression = pattern.replace("?", ".").replace("*", ".*");
    assertEquals(text.matches(expression), Glob.ignoringCase(pattern).matches(text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(10);
  }
}
