package dev.penstock.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.policy.Verdict.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy, when asked,")
class PolicyEvaluationTest {
  private static final String HERE = "123456789012";
  private static final String THERE = "210987654321";
  private static final Principal ADA = Principal.aws("arn:aws:iam::" + HERE + ":user/ada");
  private static final Principal BEN = Principal.aws("arn:aws:iam::" + HERE + ":role/ben");
  private static final Principal EVE = Principal.aws("arn:aws:iam::" + THERE + ":user/eve");
  private static final String SHOP = "arn:aws:codepipeline:eu-1:" + HERE + ":Shop/Prod";

  private static Policy identity(String... statements) {
    return Policy.of(PolicyKind.IDENTITY, document(statements));
  }

  private static Policy resource(String... statements) {
    return Policy.of(PolicyKind.RESOURCE, document(statements));
  }

  private static String document(String... statements) {
    return ("{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}")
        .replace('\'', '"');
  }

  private static AccessRequest asks(Principal who, String action, String resource) {
    return AccessRequest.of(who, action, resource);
  }

  private static boolean allows(Policy policy, String action, String resource) {
    return policy.evaluate(asks(ADA, action, resource)).isAllowed();
  }

  @Test
  @DisplayName(
      "matches wild characters in actions of either case, and in resources of the same case")
  @Covers({"A-173", "A-021"})
  void wildCharacters() {
    Policy actions =
        identity("{'Effect': 'Allow', 'Action': ['p:Start*', 'p:Sto?'], 'Resource': '*'}");
    assertTrue(allows(actions, "p:Start", "x"));
    assertTrue(allows(actions, "P:sTARTexecution", "x"));
    assertTrue(allows(actions, "p:Stop", "x"));
    assertFalse(allows(actions, "p:Sto", "x"));
    assertFalse(allows(actions, "p:Stopp", "x"));
    assertFalse(allows(actions, "p:Restart", "x"));
    assertFalse(allows(actions, "q:Start", "x"));
    assertTrue(allows(identity("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}"), "q:X", "x"));

    Policy resources =
        identity("{'Effect': 'Allow', 'Action': '*', 'Resource': ['a:*:z', 'b/?', 'exact']}");
    assertTrue(allows(resources, "p:X", "a::z"));
    assertTrue(allows(resources, "p:X", "a:1/2:3:z"));
    assertFalse(allows(resources, "p:X", "A::z"));
    assertFalse(allows(resources, "p:X", "a:z"));
    assertFalse(allows(resources, "p:X", "a/:z"));
    assertTrue(allows(resources, "p:X", "b/:"));
    assertFalse(allows(resources, "p:X", "b/"));
    assertFalse(allows(resources, "p:X", "b/12"));
    assertFalse(allows(resources, "p:X", "b:1"));
    assertTrue(allows(resources, "p:X", "exact"));
    assertFalse(allows(resources, "p:X", "exactly"));
  }

  @Test
  @DisplayName("takes NotAction and NotResource for everything else, within the resource's service")
  @Covers("A-174")
  void negatedElements() {
    Policy notAction =
        identity(
            "{'Effect': 'Allow', 'NotAction': ['codepipeline:Stop*', 'codepipeline:Get'], 'Resource': '*'}");
    assertTrue(allows(notAction, "codepipeline:Start", SHOP));
    assertFalse(allows(notAction, "codepipeline:StopIt", SHOP));
    assertFalse(allows(notAction, "codepipeline:get", SHOP));
    assertFalse(allows(notAction, "codebuild:Start", SHOP));
    assertTrue(allows(notAction, "CodePipeline:Start", SHOP));
    assertTrue(allows(notAction, "codebuild:Start", "no-arn"));
    assertEquals(
        "no statement allows codebuild:Start on "
            + SHOP
            + " to "
            + ADA
            + ": statement 1 of identity policy 1: action \"codebuild:Start\" is of another service"
            + " than resource \""
            + SHOP
            + "\", and NotAction grants none of those",
        notAction.evaluate(asks(ADA, "codebuild:Start", SHOP)).reason());
    Policy denyOthers =
        identity(
            "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
            "{'Effect': 'Deny', 'NotAction': 'codepipeline:*', 'Resource': '*'}");
    assertTrue(allows(denyOthers, "codepipeline:Start", SHOP));
    assertFalse(allows(denyOthers, "codebuild:Start", SHOP));

    Policy notResource =
        identity("{'Effect': 'Allow', 'Action': 'p:*', 'NotResource': ['prod/*', 'x']}");
    assertTrue(allows(notResource, "p:X", "test/1"));
    assertFalse(allows(notResource, "p:X", "prod/1"));
    assertFalse(allows(notResource, "p:X", "x"));
    assertFalse(allows(notResource, "q:X", "test/1"));
  }

  @Test
  @DisplayName(
      "puts values of the request into resources and conditions, where they are never wild")
  @Covers("A-175")
  void variables() {
    Policy policy =
        identity(
            "{'Effect': 'Allow', 'Action': 'p:*', 'Resource': 'team/${aws:PrincipalTag/Team}/*'}",
            "{'Effect': 'Allow', 'Action': 'q:*', 'Resource': '*', 'Condition':"
                + " {'StringEquals': {'k:owner': '${aws:PrincipalTag/team}'}}}",
            "{'Effect': 'Allow', 'Action': 'r:*', 'Resource': 'a${*}b${?}c${$}d'}");
    AccessRequest blue = asks(ADA, "p:X", "team/blue/1").withPrincipalTag("team", "blue");
    assertTrue(policy.evaluate(blue).isAllowed());
    assertFalse(policy.evaluate(blue.withPrincipalTag("team", "red")).isAllowed());
    assertFalse(policy.evaluate(blue.withPrincipalTag("team", "*")).isAllowed());
    assertFalse(allows(policy, "p:X", "team/blue/1"));
    assertFalse(allows(policy, "p:X", "team//1"));
    assertFalse(policy.evaluate(blue.with("aws:PrincipalTag/team", "blue", "blue")).isAllowed());

    AccessRequest owned =
        asks(ADA, "q:X", "x").withPrincipalTag("TEAM", "blue").with("k:owner", "blue");
    assertTrue(policy.evaluate(owned).isAllowed());
    assertFalse(policy.evaluate(owned.with("k:owner", "red")).isAllowed());
    assertFalse(policy.evaluate(owned.with("aws:principaltag/team")).isAllowed());

    assertTrue(allows(policy, "r:X", "a*b?c$d"));
    assertFalse(allows(policy, "r:X", "a1b2c$d"));

    Policy old =
        Policy.of(
            PolicyKind.IDENTITY,
            "{\"Version\": \"2008-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\","
                + " \"Resource\": \"team/${aws:PrincipalTag/team}/*\"}}");
    assertFalse(old.evaluate(blue).isAllowed());
    assertTrue(allows(old, "p:X", "team/${aws:PrincipalTag/team}/1"));
  }

  @Test
  @DisplayName("takes a variable's default where the request has no value")
  void defaults() {
    Policy policy =
        Policy.of(
            PolicyKind.IDENTITY,
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\","
                + " \"Resource\": \"of-${k:who, 'nobody'}\"}}");
    assertTrue(allows(policy, "p:X", "of-nobody"));
    AccessRequest some = asks(ADA, "p:X", "of-nobody").with("k:who", "ben");
    assertFalse(policy.evaluate(some).isAllowed());
    assertTrue(policy.evaluate(asks(ADA, "p:X", "of-ben").with("k:who", "ben")).isAllowed());
  }

  @Test
  @DisplayName("names everybody, an account, a user, a role, a service, or all but them")
  @Covers("A-171")
  void principals() {
    Principal root = Principal.aws("arn:aws:iam::" + HERE + ":root");
    Principal robot = Principal.service("robot.example.com");
    List<Principal> all =
        List.of(
            ADA,
            BEN,
            EVE,
            root,
            robot,
            Principal.federated("idp.example.com"),
            Principal.canonicalUser("79a5"),
            Principal.anonymous());
    Map<String, List<Principal>> cases =
        Map.of(
            "'Principal': '*'",
            all,
            "'Principal': {'AWS': '*'}",
            all,
            "'Principal': {'AWS': '" + HERE + "'}",
            List.of(ADA, BEN, root),
            "'Principal': {'AWS': 'arn:aws:iam::" + HERE + ":root'}",
            List.of(ADA, BEN, root),
            "'Principal': {'AWS': ['" + ADA + "', '" + EVE + "']}",
            List.of(ADA, EVE),
            "'Principal': {'AWS': '" + BEN + "', 'Service': 'robot.example.com'}",
            List.of(BEN, robot),
            "'Principal': {'Federated': 'idp.example.com', 'CanonicalUser': '79a5'}",
            List.of(all.get(5), all.get(6)),
            "'NotPrincipal': {'AWS': '" + ADA + "'}",
            all.subList(1, all.size()),
            "'NotPrincipal': {'AWS': ['" + HERE + "'], 'Service': 'robot.example.com'}",
            List.of(EVE, all.get(5), all.get(6), all.get(7)));
    cases.forEach(
        (principal, expected) -> {
          Policy policy =
              resource("{'Effect': 'Allow', " + principal + ", 'Action': '*', 'Resource': '*'}");
          assertEquals(
              expected,
              all.stream()
                  .filter(who -> policy.evaluate(asks(who, "p:X", "x")).isAllowed())
                  .toList(),
              principal);
          assertEquals(policy, Policy.of(PolicyKind.RESOURCE, policy.toJson()));
        });
    Policy elsewhere =
        resource(
            "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws-cn:iam::"
                + HERE
                + ":root'}, 'Action': '*', 'Resource': '*'}");
    assertFalse(elsewhere.evaluate(asks(ADA, "p:X", "x")).isAllowed());
  }

  @Test
  @DisplayName("applies a statement only if principal, action, resource and conditions all match")
  @Covers({"A-177", "AP-051"})
  void everythingMustMatch() {
    Policy policy =
        resource(
            "{'Sid': 'Ship', 'Effect': 'Allow', 'Principal': {'AWS': '"
                + ADA
                + "'}, 'Action': 'p:Start', 'Resource': 'shop', 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}}");
    AccessRequest right = asks(ADA, "p:Start", "shop").with(AccessRequest.SECURE_TRANSPORT, "true");
    Verdict verdict = policy.evaluate(right);
    assertEquals(
        new Verdict(
            Decision.ALLOWED,
            "allowed by statement 1 \"Ship\" of resource policy 1",
            verdict.findings()),
        verdict);
    String nothing = "no statement allows p:Start on shop to " + BEN;
    String statement = ": statement 1 \"Ship\" of resource policy 1: ";
    assertEquals(
        nothing + statement + "principal found \"" + BEN + "\"; allowed: " + ADA,
        policy
            .evaluate(asks(BEN, "p:Start", "shop").with(AccessRequest.SECURE_TRANSPORT, "true"))
            .reason());
    assertEquals(
        "no statement allows p:Stop on shop to "
            + ADA
            + statement
            + "action found \"p:Stop\"; allowed: p:Start",
        policy
            .evaluate(asks(ADA, "p:Stop", "shop").with(AccessRequest.SECURE_TRANSPORT, "true"))
            .reason());
    assertEquals(
        "no statement allows p:Start on shed to "
            + ADA
            + statement
            + "resource found \"shed\"; allowed: shop",
        policy
            .evaluate(asks(ADA, "p:Start", "shed").with(AccessRequest.SECURE_TRANSPORT, "true"))
            .reason());
    Verdict insecure = policy.evaluate(right.with(AccessRequest.SECURE_TRANSPORT, "false"));
    assertEquals(Decision.DENIED_IMPLICITLY, insecure.decision());
    assertEquals(
        "no statement allows p:Start on shop to "
            + ADA
            + statement
            + "condition Bool \"aws:SecureTransport\" found \"false\"; allowed: true",
        insecure.reason());
    assertFalse(insecure.findings().get(0).isApplied());
  }

  @Test
  @DisplayName("allows nothing by itself, and lets a denial win wherever it stands")
  @Covers({"A-176", "AP-051"})
  void denialWins() {
    String allow = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
    String deny = "{'Sid': 'Freeze', 'Effect': 'Deny', 'Action': 'p:Start', 'Resource': '*'}";
    String ofResource = allow.replace("'Action'", "'Principal': '*', 'Action'");
    AccessRequest start = asks(ADA, "p:Start", "shop");
    assertEquals(
        new Verdict(
            Decision.DENIED_IMPLICITLY, "no statement allows p:Start on shop to " + ADA, List.of()),
        PolicySet.builder().build().evaluate(start));
    for (Policy policy : List.of(identity(allow, deny), identity(deny, allow))) {
      assertEquals(Decision.DENIED_EXPLICITLY, policy.evaluate(start).decision());
      assertTrue(policy.evaluate(asks(ADA, "p:Stop", "shop")).isAllowed());
    }
    assertEquals(
        "denied by statement 2 \"Freeze\" of identity policy 1",
        identity(allow, deny).evaluate(start).reason());
    PolicySet byResource =
        PolicySet.builder()
            .identity(identity(allow))
            .resource(resource(deny.replace("'Action'", "'Principal': '*', 'Action'")))
            .build();
    assertEquals(
        "denied by statement 1 \"Freeze\" of resource policy 1",
        byResource.evaluate(start).reason());
    PolicySet byLimit =
        PolicySet.builder()
            .resource(resource(ofResource))
            .limit(identity(allow))
            .limit(identity(allow, deny))
            .build();
    assertEquals(Decision.DENIED_EXPLICITLY, byLimit.evaluate(start).decision());
    assertEquals("denied by statement 2 \"Freeze\" of limit 2", byLimit.evaluate(start).reason());
  }

  @Test
  @DisplayName("needs every limit to allow, and grants nothing by a limit alone")
  @Covers("A-176")
  void limits() {
    Policy all = identity("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    Policy starts = identity("{'Effect': 'Allow', 'Action': 'p:Start', 'Resource': '*'}");
    Policy stops = identity("{'Effect': 'Allow', 'Action': 'p:Stop', 'Resource': '*'}");
    AccessRequest start = asks(ADA, "p:Start", "shop");
    assertFalse(PolicySet.builder().limit(all).build().evaluate(start).isAllowed());
    assertTrue(
        PolicySet.builder()
            .identity(all)
            .limit(starts)
            .limit(all)
            .build()
            .evaluate(start)
            .isAllowed());
    Verdict verdict =
        PolicySet.builder().identity(all).limit(starts).limit(stops).build().evaluate(start);
    assertEquals(Decision.DENIED_BY_LIMIT, verdict.decision());
    assertEquals(
        "no statement of limit 2 allows p:Start on shop to "
            + ADA
            + ": statement 1 of limit 2: action found \"p:Start\"; allowed: p:Stop",
        verdict.reason());
  }

  @Test
  @DisplayName("needs one side to allow within an account, and both sides across accounts")
  @Covers("A-176")
  void accounts() {
    Policy grants = identity("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    Policy silent = identity("{'Effect': 'Allow', 'Action': 'q:*', 'Resource': '*'}");
    Policy open = resource("{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'}");
    Policy shut =
        resource("{'Effect': 'Allow', 'Principal': '*', 'Action': 'q:*', 'Resource': '*'}");
    for (Principal who : List.of(ADA, EVE)) {
      boolean isHere = who.equals(ADA);
      AccessRequest start = asks(who, "codepipeline:Start", SHOP);
      assertTrue(verdict(grants, open, start).isAllowed());
      assertEquals(isHere, verdict(grants, shut, start).isAllowed());
      assertEquals(isHere, verdict(silent, open, start).isAllowed());
      assertFalse(verdict(silent, shut, start).isAllowed());
      AccessRequest named = asks(who, "codepipeline:Start", "Shop");
      PolicySet set =
          PolicySet.builder().identity(grants).resource(shut).resourceAccount(HERE).build();
      assertEquals(isHere, set.evaluate(named).isAllowed());
    }
    assertEquals(
        "allowed by statement 1 of identity policy 1 and by statement 1 of resource policy 1",
        verdict(grants, open, asks(EVE, "codepipeline:Start", SHOP)).reason());
    assertEquals(
        "no statement of the resource, which another account needs, allows codepipeline:Start on "
            + SHOP
            + " to "
            + EVE
            + ": statement 1 of resource policy 1: action found \"codepipeline:Start\"; allowed: q:*",
        verdict(grants, shut, asks(EVE, "codepipeline:Start", SHOP)).reason());
    assertEquals(
        "no statement of the identity, which another account needs, allows codepipeline:Start on "
            + SHOP
            + " to "
            + EVE
            + ": statement 1 of identity policy 1: action found \"codepipeline:Start\"; allowed: q:*",
        verdict(silent, open, asks(EVE, "codepipeline:Start", SHOP)).reason());
  }

  private static Verdict verdict(Policy identity, Policy resource, AccessRequest request) {
    return PolicySet.builder().identity(identity).resource(resource).build().evaluate(request);
  }

  @Test
  @DisplayName("knows the usual keys, whatever their case, some of them from the principal")
  @Covers("A-182")
  void usualKeys() {
    AccessRequest request =
        asks(ADA, "p:X", "x")
            .at(Instant.parse("2026-01-05T09:00:00Z"))
            .with(AccessRequest.SOURCE_IP, "192.0.2.7")
            .with(AccessRequest.SOURCE_VPCE, "vpce-1")
            .with(AccessRequest.SECURE_TRANSPORT, "true")
            .with(AccessRequest.PRINCIPAL_ORG_ID, "o-1")
            .withPrincipalTag("Team", "blue")
            .withResourceTag("Stage", "prod")
            .withRequestTag("cost", "7")
            .withRequestTag("owner", "ada");
    Map<String, String> conditions =
        Map.ofEntries(
            Map.entry("AWS:principalorgid", "o-1"),
            Map.entry("aws:PrincipalArn", ADA.id()),
            Map.entry("aws:principalACCOUNT", HERE),
            Map.entry("aws:PrincipalTag/team", "blue"),
            Map.entry("aws:SourceIp", "192.0.2.7"),
            Map.entry("aws:sourceVPCE", "vpce-1"),
            Map.entry("aws:securetransport", "true"),
            Map.entry("aws:CurrentTime", "2026-01-05T09:00:00Z"),
            Map.entry("aws:ResourceTag/stage", "prod"),
            Map.entry("aws:RequestTag/Cost", "7"),
            Map.entry("aws:requesttag/owner", "ada"));
    conditions.forEach(
        (key, value) -> {
          Policy policy =
              identity(
                  "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'"
                      + key
                      + "': '"
                      + value
                      + "'}}}");
          assertTrue(policy.evaluate(request).isAllowed(), key);
        });
    assertEquals(List.of("cost", "owner"), request.values("aws:tagkeys"));
    assertEquals(List.of("z"), request.with("AWS:PRINCIPALARN", "z").values("aws:PrincipalArn"));
    assertEquals(
        "condition key \"A\" is given twice; case does not tell keys apart",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new AccessRequest(
                        ADA,
                        "p:X",
                        "x",
                        new java.util.TreeMap<>(Map.of("a", List.of("1"), "A", List.of("2")))
                            .descendingMap()))
            .getMessage()
            .replace("\"a\"", "\"A\""));
  }

  @Test
  @DisplayName("explains ten statements, and counts the rest")
  void longExplanations() {
    String[] many = new String[13];
    java.util.Arrays.fill(many, "{'Effect': 'Allow', 'Action': 'q:X', 'Resource': '*'}");
    Verdict verdict = identity(many).evaluate(asks(ADA, "p:X", "x"));
    assertEquals(13, verdict.findings().size());
    assertTrue(verdict.reason().endsWith("allowed: q:X; and 3 more statements"), verdict.reason());
    assertEquals(10, verdict.reason().split("statement \\d+ of", -1).length - 1);
  }

  @Test
  @DisplayName("is attached only where its kind belongs")
  void kinds() {
    Policy policy = identity("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    assertEquals(
        "resource policy: found a policy of kind IDENTITY; allowed: RESOURCE",
        assertThrows(IllegalArgumentException.class, () -> PolicySet.builder().resource(policy))
            .getMessage());
    assertEquals(
        "account \"7\" is out of range; allowed: 12 digits",
        assertThrows(IllegalArgumentException.class, () -> PolicySet.builder().resourceAccount("7"))
            .getMessage());
    assertEquals(
        "principal \"ada\" is no ARN; allowed: arn:<partition>:iam::<12 digits>:<user, role or root>",
        assertThrows(IllegalArgumentException.class, () -> Principal.aws("ada")).getMessage());
  }
}
