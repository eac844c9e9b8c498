package dev.penstock.pipeline.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.worker.CustomActionType.Artifacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The declaration of a custom type")
class CustomActionTypeTest {
  private static final ActionType JENKINS = ActionType.of(ActionCategory.BUILD, "Jenkins");
  private static final Artifacts ANY = new Artifacts(0, 5);

  private static CustomActionType type(ConfigurationProperty... properties) {
    return new CustomActionType(JENKINS, List.of(properties), ANY, ANY, "");
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  private static Action action(String... inputs) {
    return Pipeline.builder("p")
        .stage(
            "Build",
            stage -> {
              for (String input : inputs) {
                stage.action(
                    "make-" + input,
                    ActionType.of(ActionCategory.BUILD, "Make"),
                    make -> make.output(input));
              }
              stage.action(
                  "compile",
                  JENKINS,
                  compile -> {
                    compile.runOrder(2);
                    for (String input : inputs) {
                      compile.input(input);
                    }
                  });
            })
        .build()
        .stages()
        .get(0)
        .actions()
        .get(inputs.length);
  }

  @Test
  @DisplayName("has up to ten properties of three types, each once")
  @Covers("P-1327")
  void properties() {
    List<ConfigurationProperty> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(ConfigurationProperty.of("p" + i));
    }
    assertEquals(10, new CustomActionType(JENKINS, many, ANY, ANY, "").properties().size());
    many.add(ConfigurationProperty.of("p10"));
    assertEquals(
        "11 properties; allowed: 0 to 10",
        refusal(() -> new CustomActionType(JENKINS, many, ANY, ANY, "")));
    assertEquals(
        "property \"a\" is there twice",
        refusal(() -> type(ConfigurationProperty.of("a"), ConfigurationProperty.of("a"))));
    assertEquals(
        "a property's name of 51 characters; allowed: 1 to 50",
        refusal(() -> ConfigurationProperty.of("x".repeat(51))));
    assertEquals(
        "a property's name of 0 characters; allowed: 1 to 50",
        refusal(() -> ConfigurationProperty.of("")));
    assertEquals(
        List.of("String", "Number", "Boolean"),
        List.of(ConfigurationProperty.Type.values()).stream()
            .map(ConfigurationProperty.Type::serviceName)
            .toList());
  }

  @Test
  @DisplayName("has at most one queryable property, which is required and no secret")
  @Covers("P-1327")
  void queryable() {
    ConfigurationProperty project = ConfigurationProperty.of("ProjectName").queryable();
    assertTrue(project.isRequired());
    assertEquals("ProjectName", type(project).queryable().orElseThrow().name());
    assertEquals(
        "more than one property is queryable; allowed: one",
        refusal(() -> type(project, ConfigurationProperty.of("Branch").queryable())));
    assertEquals(
        "property \"t\" is queryable and secret; allowed: required, and not secret",
        refusal(() -> ConfigurationProperty.of("t").secret().queryable()));
    assertEquals(
        "property \"t\" is queryable and optional; allowed: required, and not secret",
        refusal(
            () ->
                new ConfigurationProperty(
                    "t", ConfigurationProperty.Type.STRING, false, false, false, true, "")));
    JobQueue jobs = new JobQueue(context -> JobResources.NONE);
    jobs.declare(type(project));
    assertEquals(
        List.of(), jobs.poll(JENKINS, 1, Map.of("ProjectName", "x".repeat(20)), Instant.EPOCH));
    for (String wrong : List.of("", "a b", "x".repeat(21))) {
      assertEquals(
          "a query of \"" + wrong + "\"; allowed: 1 to 20 characters of a-zA-Z0-9_-",
          refusal(() -> jobs.poll(JENKINS, 1, Map.of("ProjectName", wrong), Instant.EPOCH)));
    }
    assertEquals(
        "\"Branch\" is not queryable; allowed: ProjectName",
        refusal(() -> jobs.poll(JENKINS, 1, Map.of("Branch", "main"), Instant.EPOCH)));
    assertEquals(
        List.of(
            "configuration \"ProjectName\" is queryable; allowed: 1 to 20 characters of"
                + " a-zA-Z0-9_-"),
        type(project).faultsOf(action(), Map.of("ProjectName", "x".repeat(21))));
  }

  @Test
  @DisplayName("bounds artifacts within none to five, and says what is wrong with an action")
  @Covers("P-1327")
  void actions() {
    assertEquals("0 to 6 artifacts; allowed: within 0 to 5", refusal(() -> new Artifacts(0, 6)));
    assertEquals("-1 to 5 artifacts; allowed: within 0 to 5", refusal(() -> new Artifacts(-1, 5)));
    assertEquals("3 to 2 artifacts; allowed: within 0 to 5", refusal(() -> new Artifacts(3, 2)));
    CustomActionType type =
        new CustomActionType(
            JENKINS,
            List.of(
                ConfigurationProperty.of("ProjectName").required(),
                ConfigurationProperty.of("Depth").ofType(ConfigurationProperty.Type.NUMBER),
                ConfigurationProperty.of("Clean").ofType(ConfigurationProperty.Type.BOOLEAN),
                ConfigurationProperty.of("Token").secret()),
            new Artifacts(1, 1),
            new Artifacts(1, 2),
            "https://ci/{Config:ProjectName}/{Config:Depth}");
    assertEquals(
        List.of(
            "configuration \"ProjectName\" is missing",
            "configuration \"Depth\" is no Number",
            "configuration \"Clean\" is no Boolean",
            "configuration \"Colour\" is not declared",
            "2 input artifacts; allowed: 1 to 1",
            "0 output artifacts; allowed: 1 to 2"),
        type.faultsOf(action("a", "b"), Map.of("Depth", "deep", "Clean", "yes", "Colour", "blue")));
    assertEquals(
        List.of("0 output artifacts; allowed: 1 to 2"),
        type.faultsOf(
            action("a"), Map.of("ProjectName", "shop", "Depth", "-1.5", "Clean", "true")));
    assertEquals(
        "https://ci/shop/", type.entityUrl(Map.of("ProjectName", "shop", "Token", "secret")));
    assertEquals(
        "entityUrl: {Config:Token} names none of [Name]",
        refusal(
            () ->
                new CustomActionType(
                    JENKINS,
                    List.of(
                        ConfigurationProperty.of("Name"),
                        ConfigurationProperty.of("Token").secret()),
                    ANY,
                    ANY,
                    "https://ci/{Config:Name}/{Config:Token}")));
  }

  @Test
  @DisplayName("may come back under the same version after it was withdrawn, as it was")
  @Covers("P-1328")
  void withdrawn() {
    JobQueue jobs = new JobQueue(context -> JobResources.NONE);
    CustomActionType first = type(ConfigurationProperty.of("a"));
    CustomActionType other = type(ConfigurationProperty.of("b"));
    String otherwise =
        "BUILD/Jenkins of version 1 was declared otherwise before; choose another version";
    jobs.declare(first);
    jobs.declare(first);
    assertEquals(otherwise, refusal(() -> jobs.declare(other)));
    assertTrue(jobs.withdraw(JENKINS));
    assertFalse(jobs.withdraw(JENKINS));
    assertEquals(otherwise, refusal(() -> jobs.declare(other)));
    jobs.declare(first);
    jobs.declare(
        new CustomActionType(
            new ActionType(ActionCategory.BUILD, "Custom", "Jenkins", "2"),
            other.properties(),
            ANY,
            ANY,
            ""));
  }
}
