package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.revision.AclEntry;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.revision.SecurityContext;
import dev.penstock.revision.SecurityRange;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.EcsAppSpec.CapacityProvider;
import dev.penstock.spec.deploy.EcsAppSpec.Network;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("An appspec that is written")
class AppSpecWriterLaws {

  private static final String SEED = "20260811";

  @Property(tries = 600, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  @Label("as YAML for a server reads back equal, in every mode that takes its content")
  @Covers("D-001")
  void server(@ForAll("servers") ServerAppSpec spec) {
    assertReadsBack(spec, spec.toYaml(), ConformanceMode.SERVICE);
    assertReadsBack(spec, spec.toYaml(), ConformanceMode.AGENT);
  }

  @Property(tries = 600, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  @Label("for ECS reads back equal, as YAML and as JSON")
  @Covers("D-001")
  void ecs(@ForAll("ecs") EcsAppSpec spec) {
    assertReadsBack(spec, spec.toYaml(), ConformanceMode.SERVICE);
    assertReadsBack(spec, spec.toJson(), ConformanceMode.SERVICE);
  }

  @Property(tries = 600, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  @Label("for Lambda reads back equal, as YAML and as JSON")
  @Covers("D-001")
  void lambda(@ForAll("lambdas") LambdaAppSpec spec) {
    assertReadsBack(spec, spec.toYaml(), ConformanceMode.SERVICE);
    assertReadsBack(spec, spec.toJson(), ConformanceMode.SERVICE);
  }

  private static void assertReadsBack(AppSpec spec, String text, ConformanceMode mode) {
    SpecSource source = new SpecSource("appspec", text);
    ReadResult<AppSpec> result = AppSpec.read(source, mode);
    List<Diagnostic> errors =
        result.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).toList();
    assertEquals("", source.listing(errors), text);
    assertEquals(spec, result.orElseThrow("appspec"), text);
    assertEquals(true, text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), text);
  }

  @Example
  @Label("looks as the documentation shows it")
  void looksFamiliar() {
    ServerAppSpec server =
        new ServerAppSpec(
            OperatingSystem.LINUX,
            List.of(new FileCopy("/", "/srv/shop")),
            List.of(
                new Permission(
                    "/srv/shop",
                    "*.sh",
                    List.of("x.sh"),
                    List.of(PermissionType.FILE),
                    Optional.of("755"),
                    Optional.of("shop"),
                    Optional.of("yes"),
                    List.of(AclEntry.of("u:bob:rw")),
                    Optional.of(
                        new SecurityContext(
                            Optional.of("system_u"),
                            "etc_t",
                            Optional.of(SecurityRange.of("s0")))))),
            Map.of(
                "AfterInstall",
                List.of(
                    new HookScript("a b.sh", Duration.ofSeconds(60), Optional.of("root"), true),
                    new HookScript("c.sh", Duration.ofHours(1), Optional.empty()))),
            Optional.of(FileExistsBehavior.RETAIN));
    assertEquals(
        """
        version: 0.0
        os: linux
        files:
          - source: /
            destination: /srv/shop
        file_exists_behavior: RETAIN
        permissions:
          - object: /srv/shop
            pattern: "*.sh"
            except:
              - x.sh
            owner: shop
            group: "yes"
            mode: "755"
            acls:
              - "user:bob:rw-"
            context:
              name: system_u
              type: etc_t
              range: s0
            type:
              - file
        hooks:
          AfterInstall:
            - location: "a b.sh"
              timeout: 60
              runas: root
              sudo: true
            - location: c.sh
        """,
        server.toYaml());
    LambdaAppSpec lambda =
        new LambdaAppSpec(
            "shop",
            "!Sub shop-${Stage}",
            "live",
            new TemplatedNumber("!Ref Version"),
            TemplatedNumber.of(8),
            List.of(new FunctionHook("AfterAllowTraffic", "check")));
    assertEquals(
        """
        version: 0.0
        Resources:
          - shop:
              Type: "AWS::Lambda::Function"
              Properties:
                Name: !Sub "shop-${Stage}"
                Alias: live
                CurrentVersion: !Ref Version
                TargetVersion: 8
        Hooks:
          - AfterAllowTraffic: check
        """,
        lambda.toYaml());
    assertEquals(
        """
        {
          "version" : 0.0,
          "Resources" : [
            {
              "shop" : {
                "Type" : "AWS::Lambda::Function",
                "Properties" : {
                  "Name" : {
                    "Fn::Sub" : "shop-${Stage}"
                  },
                  "Alias" : "live",
                  "CurrentVersion" : {
                    "Ref" : "Version"
                  },
                  "TargetVersion" : 8
                }
              }
            }
          ],
          "Hooks" : [
            {
              "AfterAllowTraffic" : "check"
            }
          ]
        }
        """,
        lambda.toJson());
  }

  @Provide
  Arbitrary<ServerAppSpec> servers() {
    Arbitrary<FileCopy> files = Combinators.combine(texts(), texts()).as(FileCopy::new);
    return Arbitraries.of(OperatingSystem.values())
        .flatMap(
            os ->
                Combinators.combine(
                        files.list().ofMaxSize(3),
                        os == OperatingSystem.WINDOWS
                            ? Arbitraries.just(List.<Permission>of())
                            : permissions().list().ofMaxSize(3),
                        Arbitraries.maps(
                                Arbitraries.of(ServerAppSpec.events()),
                                scripts().list().ofMaxSize(3))
                            .ofMaxSize(4),
                        Arbitraries.of(FileExistsBehavior.values()).optional())
                    .as(
                        (copies, permissions, hooks, behavior) ->
                            new ServerAppSpec(os, copies, permissions, hooks, behavior)));
  }

  private static Arbitrary<Permission> permissions() {
    Arbitrary<Optional<String>> modes =
        Arbitraries.strings().withCharRange('0', '7').ofMinLength(3).ofMaxLength(4).optional();
    Arbitrary<String> names = texts().filter(name -> name.indexOf(':') < 0 && !name.isEmpty());
    Arbitrary<AclEntry> acls =
        Combinators.combine(
                Arbitraries.of(true, false),
                names,
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(
                (isDefault, name, canRead, isUser) ->
                    new AclEntry(
                        isDefault,
                        isUser ? AclEntry.Subject.USER : AclEntry.Subject.GROUP,
                        name,
                        canRead,
                        !canRead,
                        isUser));
    Arbitrary<SecurityRange> ranges =
        Combinators.combine(
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 1023).set().ofMaxSize(6))
            .as(
                (low, more, categories) ->
                    new SecurityRange(low, low + more, new TreeSet<>(categories)));
    Arbitrary<SecurityContext> contexts =
        Combinators.combine(
                texts().optional(), texts().filter(type -> !type.isEmpty()), ranges.optional())
            .as(SecurityContext::new);
    Arbitrary<List<PermissionType>> types =
        Arbitraries.of(PermissionType.values()).list().ofMaxSize(2);
    return Combinators.combine(
            trimmed(),
            Arbitraries.oneOf(Arbitraries.just("**"), texts()),
            texts().list().ofMaxSize(2),
            types,
            modes,
            texts().optional(),
            acls.list().ofMaxSize(2),
            contexts.optional())
        .as(
            (object, pattern, except, kinds, mode, owner, entries, context) ->
                new Permission(
                    object, pattern, except, kinds, mode, owner, owner, entries, context));
  }

  private static Arbitrary<HookScript> scripts() {
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, ServerAppSpec.LONGEST_TIMEOUT.toSeconds()),
            Arbitraries.of(1L, 3600L));
    return Combinators.combine(
            trimmed(), seconds, trimmed().optional(), Arbitraries.of(true, false))
        .as(
            (location, timeout, user, sudo) ->
                new HookScript(location, Duration.ofSeconds(timeout), user, sudo));
  }

  @Provide
  Arbitrary<EcsAppSpec> ecs() {
    Arbitrary<Network> networks =
        Combinators.combine(
                filled().list().ofMinSize(1).ofMaxSize(3),
                filled().list().ofMinSize(1).ofMaxSize(3),
                Arbitraries.of("ENABLED", "DISABLED", "$PUBLIC", "!Ref Public"))
            .as(Network::new);
    Arbitrary<List<CapacityProvider>> providers =
        Combinators.combine(filled(), Arbitraries.integers().between(0, 9))
            .as((name, base) -> new CapacityProvider(name, base, 1))
            .list()
            .ofMaxSize(3)
            .filter(list -> list.stream().filter(each -> each.base() > 0).count() < 2);
    return Combinators.combine(
            filled(),
            filled(),
            numbers(0),
            filled().optional(),
            networks.optional(),
            providers,
            hooks(EcsAppSpec.events()))
        .as(EcsAppSpec::new);
  }

  @Provide
  Arbitrary<LambdaAppSpec> lambdas() {
    return Combinators.combine(
            filled().filter(name -> name.length() <= 100),
            filled(),
            filled(),
            numbers(1),
            numbers(1),
            hooks(LambdaAppSpec.events()))
        .as(LambdaAppSpec::new);
  }

  private static Arbitrary<List<FunctionHook>> hooks(java.util.Set<String> events) {
    return Combinators.combine(Arbitraries.of(events), filled())
        .as(FunctionHook::new)
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<TemplatedNumber> numbers(long least) {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(least, 999_999_999_999_999_999L).map(TemplatedNumber::of),
        Arbitraries.of("<N>", "$N", "${N}", "{{ n }}", "!Ref N", "!Sub \"a: 'b'\n${N}")
            .map(TemplatedNumber::new));
  }

  private static Arbitrary<String> filled() {
    return texts().filter(text -> !text.isBlank());
  }

  private static Arbitrary<String> trimmed() {
    return texts().map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Texts that a careless writer or another reader would take for something else. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "null",
            "~",
            "yes",
            "No",
            "ON",
            "false",
            "0644",
            "1_000",
            "5:00",
            "0.0",
            ".inf",
            "2020-01-01",
            "<<",
            "*",
            "**",
            "&a",
            "!Ref X",
            "!Sub a: b",
            "!tag",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "# a",
            "'",
            "\"",
            "\\",
            "{",
            "[a]",
            "---",
            "...",
            "%YAML",
            "@a",
            "`a",
            "|",
            ">",
            "\t",
            " a ",
            "a\nb",
            "a\r\nb\n",
            "\u0000",
            "\u007F",
            "\u0085\u2028\u2029",
            "\uFEFF",
            "\uD83D\uDE80",
            "\uD800",
            "\uFFFE",
            "C:\\app",
            "$X",
            "{{ x }}"),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().ascii().ofMaxLength(40));
  }
}
