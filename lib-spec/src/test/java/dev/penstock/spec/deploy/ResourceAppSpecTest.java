package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.EcsAppSpec.CapacityProvider;
import dev.penstock.spec.deploy.EcsAppSpec.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The appspec of a resource")
class ResourceAppSpecTest {

  private static final String ARN = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:3";
  private static final String ECS =
      """
      version: 0.0
      Resources:
        - TargetService:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: %s
              LoadBalancerInfo:
                ContainerName: web
                ContainerPort: %s
      """;
  private static final String LAMBDA =
      """
      version: 0.0
      Resources:
        - shop:
            Type: AWS::Lambda::Function
            Properties:
              Name: %s
              Alias: %s
              CurrentVersion: %s
              TargetVersion: %s
      """;
  private static final EcsAppSpec SMALLEST =
      new EcsAppSpec(
          ARN,
          "web",
          TemplatedNumber.of(8080),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  private static ReadResult<AppSpec> read(String text) {
    return AppSpec.read(new SpecSource("appspec.yml", text));
  }

  private static AppSpec accepted(String text) {
    return read(text).orElseThrow("appspec");
  }

  private static String rules(String text) {
    return read(text).diagnostics().stream().map(Diagnostic::rule).collect(Collectors.joining(" "));
  }

  @Test
  @Covers({"D-130", "D-140", "D-141", "D-142", "D-143", "D-144", "D-145", "D-146"})
  void everyKeyOfEcsIsRead() {
    ReadResult<AppSpec> result =
        read(
            ECS.formatted(ARN, 8080)
                + """
                        PlatformVersion: 1.4.0
                        NetworkConfiguration:
                          AwsvpcConfiguration:
                            Subnets: [subnet-1, subnet-2]
                            SecurityGroups: [sg-1]
                            AssignPublicIp: DISABLED
                        CapacityProviderStrategy:
                          - CapacityProvider: FARGATE
                            Base: 2
                            Weight: 1
                          - CapacityProvider: FARGATE_SPOT
                            Base: 0
                            Weight: 3
                Hooks:
                  - BeforeInstall: one
                  - AfterInstall: two
                  - AfterAllowTestTraffic: three
                  - BeforeAllowTraffic: four
                  - AfterAllowTraffic: arn:aws:lambda:eu-west-1:111122223333:function:five
                """);
    assertEquals(List.of(), result.diagnostics());
    assertEquals(
        new EcsAppSpec(
            ARN,
            "web",
            TemplatedNumber.of(8080),
            Optional.of("1.4.0"),
            Optional.of(new Network(List.of("subnet-1", "subnet-2"), List.of("sg-1"), "DISABLED")),
            List.of(
                new CapacityProvider("FARGATE", 2, 1), new CapacityProvider("FARGATE_SPOT", 0, 3)),
            List.of(
                new FunctionHook("BeforeInstall", "one"),
                new FunctionHook("AfterInstall", "two"),
                new FunctionHook("AfterAllowTestTraffic", "three"),
                new FunctionHook("BeforeAllowTraffic", "four"),
                new FunctionHook(
                    "AfterAllowTraffic", "arn:aws:lambda:eu-west-1:111122223333:function:five"))),
        result.orElseThrow("appspec"));
    assertEquals(
        List.of(
            "BeforeInstall",
            "AfterInstall",
            "AfterAllowTestTraffic",
            "BeforeAllowTraffic",
            "AfterAllowTraffic"),
        List.copyOf(EcsAppSpec.events()));
  }

  @Test
  @Covers({"D-130", "D-143", "D-144", "D-145"})
  void whatIsLeftOutKeepsTheServicesSettings() {
    assertEquals(SMALLEST, accepted(ECS.formatted(ARN, 8080)));
    assertEquals("LATEST", EcsAppSpec.LATEST_PLATFORM);
    EcsAppSpec one =
        (EcsAppSpec)
            accepted(
                ECS.formatted(ARN, 8080)
                    + "        CapacityProviderStrategy: [{CapacityProvider: FARGATE}]\n");
    assertEquals(List.of(new CapacityProvider("FARGATE", 0, 0)), one.capacityProviders());
  }

  @Test
  @Covers({"D-130", "D-150", "D-151", "D-152"})
  void everyKeyOfLambdaIsRead() {
    ReadResult<AppSpec> result =
        read(
            LAMBDA.formatted("shop-fn", "live", "7", "'8'")
                + "Hooks: [{BeforeAllowTraffic: before}, {AfterAllowTraffic: after}]\n");
    assertEquals(List.of(), result.diagnostics());
    assertEquals(
        new LambdaAppSpec(
            "shop",
            "shop-fn",
            "live",
            TemplatedNumber.of(7),
            TemplatedNumber.of(8),
            List.of(
                new FunctionHook("BeforeAllowTraffic", "before"),
                new FunctionHook("AfterAllowTraffic", "after"))),
        result.orElseThrow("appspec"));
    assertEquals(
        List.of("BeforeAllowTraffic", "AfterAllowTraffic"), List.copyOf(LambdaAppSpec.events()));
    assertEquals(
        "appspec.unknown-hook",
        rules(LAMBDA.formatted("f", "a", "1", "2") + "Hooks: [{AfterAllowTestTraffic: x}]\n"));
  }

  @Test
  @Covers({"D-001", "D-130"})
  void jsonAndSmallLettersSayTheSame() {
    ReadResult<AppSpec> json =
        read(
            """
            {"version": 0.0, "Resources": [{"TargetService": {
              "Type": "AWS::ECS::Service", "Properties": {
                "TaskDefinition": "%s",
                "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 8080}}}}]}
            """
                .formatted(ARN));
    assertEquals(List.of(), json.diagnostics());
    assertEquals(SMALLEST, json.orElseThrow("appspec"));
    ReadResult<AppSpec> small =
        read(
            LAMBDA
                .formatted("F", "A", "1", "2")
                .replace("Resources:", "resources:")
                .replace("Type:", "type:")
                .replace("Properties:", "properties:")
                .replace("Name:", "name:")
                .replace("Alias:", "alias:")
                .replace("CurrentVersion:", "currentversion:")
                .replace("TargetVersion:", "targetversion:"));
    assertEquals(List.of(), small.diagnostics());
    assertEquals(accepted(LAMBDA.formatted("F", "A", "1", "2")), small.orElseThrow("appspec"));
  }

  @ParameterizedTest
  @CsvSource({"Name, name", "Name, NAME", "CurrentVersion, currentVersion", "Resources, RESOURCES"})
  @Covers({"D-130", "D-471"})
  void mixedSpellingsAreKnownWithAWarning(String key, String spelling) {
    String text = LAMBDA.formatted("f", "a", "1", "2").replace(key + ":", spelling + ":");
    assertEquals(accepted(LAMBDA.formatted("f", "a", "1", "2")), accepted(text));
    assertEquals("appspec.key-case", rules(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1, appspec.undocumented-version",
    "1.0, appspec.undocumented-version",
    "0, appspec.undocumented-version",
    "'', appspec.undocumented-version",
    "'\"0.0\"', appspec.undocumented-version",
    "0.0, ''"
  })
  @Covers("D-007")
  void otherVersionsAreWarnings(String version, String rule) {
    String text = ECS.formatted(ARN, 8080).replace("0.0", version);
    assertEquals(rule, rules(text));
    assertEquals(SMALLEST, accepted(text));
    boolean isRefused =
        AppSpec.read(new SpecSource("a", text), ConformanceMode.STRICT)
            instanceof ReadResult.Refused;
    assertEquals(!rule.isEmpty(), isRefused);
    assertInstanceOf(
        ReadResult.Refused.class, ServerAppSpec.read(new SpecSource("a", "version: 1\nos: linux")));
  }

  @Test
  @Covers("D-007")
  void aMissingVersionIsAWarning() {
    String text = ECS.formatted(ARN, 8080).replace("version: 0.0\n", "");
    assertEquals("appspec.undocumented-version", rules(text));
    assertEquals(SMALLEST, accepted(text));
  }

  @Test
  @Covers("D-131")
  void hooksMayBeAMappingAndMayRepeat() {
    AppSpec spec = accepted(ECS.formatted(ARN, 1) + "Hooks: {BeforeInstall: a, AfterInstall: b}\n");
    assertEquals(
        List.of(new FunctionHook("BeforeInstall", "a"), new FunctionHook("AfterInstall", "b")),
        ((EcsAppSpec) spec).hooks());
    String twice = ECS.formatted(ARN, 1) + "Hooks: [{AfterInstall: a}, {AfterInstall: b}]\n";
    assertEquals("appspec.repeated-hook", rules(twice));
    assertEquals(
        List.of(new FunctionHook("AfterInstall", "a"), new FunctionHook("AfterInstall", "b")),
        ((EcsAppSpec) accepted(twice)).hooks());
  }

  @ParameterizedTest
  @CsvSource({
    "<TASK_DEFINITION>, ''",
    "$TASK, appspec.placeholder",
    "'${TASK}', appspec.placeholder",
    "'arn:aws:ecs:eu:1:task-definition/${FAMILY}:1', appspec.placeholder",
    "'!Ref Task', appspec.placeholder",
    "'\"{{ task }}\"', appspec.placeholder",
    "shop:3, appspec.task-definition",
    "'arn:aws:ecs:eu:1:task-definition/shop', appspec.task-definition",
    "'\"\"', appspec.required",
    "~, appspec.required"
  })
  @Covers("D-140")
  void taskDefinitions(String task, String rule) {
    assertEquals(rule, rules(ECS.formatted(task, 8080)));
  }

  @ParameterizedTest
  @CsvSource({
    "80, '', 80",
    "'\"80\"', appspec.quoted-port, 80",
    "0, appspec.port-range, 0",
    "65536, appspec.port-range, 65536",
    "65535, '', 65535",
    "http, appspec.container-port, ",
    "-1, appspec.container-port, ",
    "8.5, appspec.container-port, ",
    "$PORT, appspec.placeholder, ",
    "~, appspec.required, "
  })
  @Covers("D-142")
  void ports(String written, String rule, Long port) {
    assertEquals(rule, rules(ECS.formatted(ARN, written)));
    if (port != null) {
      assertEquals(
          TemplatedNumber.of(port),
          ((EcsAppSpec) accepted(ECS.formatted(ARN, written))).containerPort());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Subnets: [a], SecurityGroups: [b], AssignPublicIp: ENABLED', ''",
    "'Subnets: [a], SecurityGroups: [b], AssignPublicIp: DISABLED', ''",
    "'Subnets: [a], SecurityGroups: [b]', appspec.network",
    "'Subnets: [a], AssignPublicIp: ENABLED', appspec.network",
    "'SecurityGroups: [b], AssignPublicIp: ENABLED', appspec.network",
    "'Subnets: [], SecurityGroups: [b], AssignPublicIp: ENABLED', appspec.network",
    "'Subnets: [a], SecurityGroups: [], AssignPublicIp: ENABLED', appspec.network",
    "'Subnets: [\"\"], SecurityGroups: [b], AssignPublicIp: ENABLED', appspec.network",
    "'Subnets: [a], SecurityGroups: [\"\"], AssignPublicIp: ENABLED', appspec.network",
    "'Subnets: [a], SecurityGroups: [b], AssignPublicIp: enabled', appspec.network",
    "'Subnets: a, SecurityGroups: [b], AssignPublicIp: ENABLED', appspec.wrong-kind"
  })
  @Covers("D-144")
  void networks(String written, String rule) {
    String text =
        ECS.formatted(ARN, 1)
            + "        NetworkConfiguration: {AwsvpcConfiguration: {"
            + written
            + "}}\n";
    assertEquals(rule, rules(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'{CapacityProvider: a, Base: 1}', ''",
    "'{CapacityProvider: a, Base: 1, Weight: 1}, {CapacityProvider: b, Base: 2}',"
        + " 'appspec.unused-provider appspec.capacity'",
    "'{CapacityProvider: a, Base: 1, Weight: 1}, {CapacityProvider: b, Base: 0, Weight: 1}', ''",
    "'{CapacityProvider: a}, {CapacityProvider: b}', appspec.capacity",
    "'{CapacityProvider: a}, {CapacityProvider: b, Weight: 1}', appspec.unused-provider",
    "'{Base: 1}', appspec.required",
    "'{CapacityProvider: a, Base: -1}', appspec.capacity",
    "'{CapacityProvider: a, Weight: 1.5}', appspec.capacity",
    "'{CapacityProvider: a, Weight: [1]}', appspec.capacity"
  })
  @Covers("D-145")
  void capacityProviders(String written, String rule) {
    String text = ECS.formatted(ARN, 1) + "        CapacityProviderStrategy: [" + written + "]\n";
    assertEquals(rule, rules(text));
  }

  @ParameterizedTest
  @CsvSource({
    "f, a, 1, 2, ''",
    "'\"\"', a, 1, 2, appspec.required",
    "~, a, 1, 2, appspec.required",
    "f, '\"\"', 1, 2, appspec.required",
    "f, ~, 1, 2, appspec.required",
    "f, a, ~, 2, appspec.required",
    "f, a, 1, ~, appspec.required",
    "f, a, 0, 2, appspec.function-version",
    "f, a, 1, 0, appspec.function-version",
    "f, a, -1, 2, appspec.function-version",
    "f, a, 1, '1.5', appspec.function-version",
    "f, a, '\"$LATEST\"', 2, appspec.placeholder",
    "f, a, '!Ref V', '!Ref W', 'appspec.placeholder appspec.placeholder'",
    "f, a, 3, 3, appspec.equal-versions",
    "f, a, '\"3\"', 3, appspec.equal-versions"
  })
  @Covers({"D-150", "D-151"})
  void functions(String name, String alias, String current, String target, String rule) {
    String text = LAMBDA.formatted(name, alias, current, target);
    assertEquals(rule, rules(text));
  }

  @Test
  void placeholdersAreKept() {
    LambdaAppSpec spec =
        (LambdaAppSpec) accepted(LAMBDA.formatted("!Sub 'a-${B}'", "$A", "!Ref V", "2"));
    assertEquals("!Sub a-${B}", spec.name());
    assertEquals("!Ref V", spec.currentVersion().text());
    assertEquals(OptionalLong.empty(), spec.currentVersion().number());
    assertEquals(OptionalLong.of(2), spec.targetVersion().number());
  }

  @Test
  void thePlatformIsWhatTheFileSays() {
    assertEquals(AppSpec.Platform.ECS, accepted(ECS.formatted(ARN, 1)).platform());
    assertEquals(
        AppSpec.Platform.LAMBDA, accepted(LAMBDA.formatted("f", "a", "1", "2")).platform());
    assertEquals(AppSpec.Platform.SERVER, accepted("version: 0.0\nos: linux\n").platform());
    // the agent reads over what it does not know
    assertEquals(
        AppSpec.Platform.SERVER, accepted(ECS.formatted(ARN, 1) + "os: linux\n").platform());
    assertEquals(
        "appspec.unknown-key", rules("version: 0.0\nos: linux\nResources: [{a: b}, {c: d}]\n"));
  }

  @Test
  void impossibleValuesCannotBeMade() {
    assertEquals(
        "capacityProviders: more than one has a base",
        providers(new CapacityProvider("a", 1, 1), new CapacityProvider("b", 1, 1)));
    assertEquals(
        "capacityProviders: none has a weight above 0",
        providers(new CapacityProvider("a", 1, 0), new CapacityProvider("b", 0, 0)));
    assertThrows(IllegalArgumentException.class, () -> new CapacityProvider("", 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CapacityProvider("a", -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new CapacityProvider("a", 0, -1));
    assertThrows(IllegalArgumentException.class, () -> new FunctionHook("AfterInstall", " "));
    assertThrows(IllegalArgumentException.class, () -> new TemplatedNumber("1.5"));
    assertThrows(IllegalArgumentException.class, () -> TemplatedNumber.of(-1));
    assertThrows(
        IllegalArgumentException.class, () -> new Network(List.of(), List.of("b"), "ENABLED"));
    assertThrows(
        IllegalArgumentException.class, () -> new Network(List.of("a"), List.of(""), "ENABLED"));
    assertThrows(
        IllegalArgumentException.class, () -> new Network(List.of("a"), List.of("b"), "yes"));
    assertEquals(
        "hooks: \"BeforeInstall\" is no event; allowed: BeforeAllowTraffic, AfterAllowTraffic",
        lambda("r", 1, new FunctionHook("BeforeInstall", "f")));
    assertEquals("currentVersion: 0 is out of range; allowed: 1 or more", lambda("r", 0));
    assertEquals("resource has more than 100 characters", lambda("r".repeat(101), 1));
  }

  private static String providers(CapacityProvider... providers) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new EcsAppSpec(
                    ARN,
                    "web",
                    TemplatedNumber.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(providers),
                    List.of()))
        .getMessage();
  }

  private static String lambda(String resource, int version, FunctionHook... hooks) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new LambdaAppSpec(
                    resource,
                    "f",
                    "a",
                    TemplatedNumber.of(version),
                    TemplatedNumber.of(2),
                    List.of(hooks)))
        .getMessage();
  }

  @Test
  void onlyErrorsRefuse() {
    assertEquals(
        List.of(Severity.INFO),
        read(ECS.formatted("$T", 1)).diagnostics().stream().map(Diagnostic::severity).toList());
  }
}
