package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.SpecSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

@Label("Writing a buildspec")
class BuildspecWriterLaws {

  private static Buildspec readBack(Buildspec spec) {
    return Buildspec.read(new SpecSource("buildspec.yml", spec.toYaml()))
        .fold(
            accepted -> accepted.value(),
            refused -> {
              throw new AssertionError(refused.diagnostics() + "\n" + spec.toYaml());
            });
  }

  @Property(seed = "2040", tries = 250)
  @Label("reads back equal")
  void readsBackEqual(@ForAll("buildspecs") Buildspec spec) {
    assertEquals(spec, readBack(spec), spec::toYaml);
  }

  @Property(seed = "2041", tries = 150)
  @Label("keeps what means nothing")
  @Covers("B-022")
  void keepsUnknownKeys(
      @ForAll("buildspecs") Buildspec spec,
      @ForAll("foreignValues") ForeignValue value,
      @ForAll("foreignValues") ForeignValue other) {
    Buildspec with =
        withUnknown(
            spec,
            new UnknownKey(List.of("phases", "build", "x: y"), other),
            new UnknownKey(List.of("x-here"), value));
    Buildspec read = readBack(with);
    assertEquals(Set.copyOf(with.unknown()), Set.copyOf(read.unknown()), with::toYaml);
    assertEquals(spec, withUnknown(read));
  }

  @Property(seed = "2042", tries = 300)
  @Label("is YAML that other tools take for the same texts")
  void otherToolsReadTheSame(@ForAll("foreignValues") ForeignValue value) {
    Map<String, ForeignValue> root = new LinkedHashMap<>();
    root.put("value", texts(value));
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    String text = BlockYaml.write(new ForeignValue.Entries(root));
    assertEquals(Map.of("value", java(value)), new Yaml(options).load(text), text);
  }

  @Example
  @Label("is pleasant to read")
  void looks() {
    String text =
        """
        version: 0.2
        run-as: builder
        env:
          shell: bash
          variables:
            JDK: '17'
            FLAGS: '-q -B'
          secrets-manager:
            TOKEN: shop:token
          exported-variables:
            - TAG
          git-credential-helper: true
        proxy:
          logs: true
        batch:
          fast-fail: true
          build-graph:
            - identifier: unit
            - identifier: package
              depend-on:
                - unit
              ignore-failure: true
              env:
                privileged-mode: true
        phases:
          install:
            runtime-versions:
              python: '3.10'
          build:
            on-failure: RETRY-3-timed out
            commands:
              - npm ci && npm run build
              - 'echo "Tag: $TAG"'
              - |
                if [ -f a ]; then
                  echo a
                fi
            finally:
              - rm -rf tmp
        reports:
          units:
            files:
              - '**/*.xml'
            discard-paths: true
        artifacts:
          files:
            - out/*
          secondary-artifacts:
            docs:
              files:
                - site/**
        cache:
          paths:
            - /root/.m2/**/*
          key: m2-$(codebuild-hash-files pom.xml)
          action: save
        x-owner: shop
        """;
    Buildspec spec = BuildspecTest.accepted(text);
    assertEquals(text, spec.toYaml());
  }

  @Example
  @Label("writes version 0.1 as it was")
  void oldVersion() {
    String variables =
        """
        version: 0.1
        environment_variables:
          plaintext:
            A: b
        phases:
          build:
            commands:
              - make
        """;
    assertEquals(variables, BuildspecTest.accepted(variables).toYaml());
    String env =
        variables.replace("environment_variables", "env").replace("plaintext", "variables");
    assertEquals(variables, BuildspecTest.accepted(env).toYaml());
    String more = env.replace("  variables:\n    A: b\n", "  shell: bash\n");
    assertEquals(more, BuildspecTest.accepted(more).toYaml());
  }

  private static Buildspec withUnknown(Buildspec spec, UnknownKey... unknown) {
    return new Buildspec(
        spec.version(),
        spec.runAs(),
        spec.env(),
        spec.proxy(),
        spec.batch(),
        spec.phases(),
        spec.reports(),
        spec.artifacts(),
        spec.cache(),
        List.of(unknown));
  }

  /** The same tree, in which every text is to be taken for one. */
  private static ForeignValue texts(ForeignValue value) {
    if (value instanceof ForeignValue.Text text) {
      return BlockYaml.text(text.text());
    }
    if (value instanceof ForeignValue.Items items) {
      return new ForeignValue.Items(
          items.items().stream().map(BuildspecWriterLaws::texts).toList());
    }
    Map<String, ForeignValue> entries = new LinkedHashMap<>();
    ((ForeignValue.Entries) value).entries().forEach((k, v) -> entries.put(k, texts(v)));
    return new ForeignValue.Entries(entries);
  }

  private static Object java(ForeignValue value) {
    return value.fold(
        ForeignValue.Text::text,
        items -> items.items().stream().map(BuildspecWriterLaws::java).toList(),
        entries -> {
          Map<String, Object> map = new LinkedHashMap<>();
          entries.entries().forEach((key, inner) -> map.put(key, java(inner)));
          return map;
        });
  }

  @Provide
  Arbitrary<Buildspec> buildspecs() {
    return RandomBuildspecs.buildspecs();
  }

  @Provide
  Arbitrary<ForeignValue> foreignValues() {
    return RandomBuildspecs.foreignValues();
  }
}
