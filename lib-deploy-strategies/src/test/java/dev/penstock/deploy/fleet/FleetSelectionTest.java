package dev.penstock.deploy.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A selection of instances")
class FleetSelectionTest {
  private static final TagFilter PROD = TagFilter.keyAndValue("env", "prod");
  private static final TagFilter WEB = TagFilter.key("web");
  private static final TagFilter PROXY = TagFilter.key("proxy");

  @Test
  @DisplayName("compares keys, values or both of a tag, in their exact case, with stars in values")
  @Covers("D-351")
  void filters() {
    Map<String, String> tags = Map.of("env", "prod", "team", "GRP-42a", "Web", "");
    assertTrue(TagFilter.key("env").matches(tags));
    assertFalse(TagFilter.key("Env").matches(tags));
    assertFalse(TagFilter.key("prod").matches(tags), "a value is no key");
    assertTrue(TagFilter.value("prod").matches(tags));
    assertFalse(TagFilter.value("PROD").matches(tags));
    assertFalse(TagFilter.value("env").matches(tags), "a key is no value");
    assertTrue(TagFilter.keyAndValue("env", "prod").matches(tags));
    assertFalse(TagFilter.keyAndValue("team", "prod").matches(tags), "of two different tags");
    assertFalse(TagFilter.keyAndValue("env", "Prod").matches(tags));
    assertTrue(TagFilter.value("GRP-*a").matches(tags));
    assertTrue(TagFilter.keyAndValue("team", "GRP-*a").matches(tags));
    assertFalse(TagFilter.value("GRP-*b").matches(tags));
    assertFalse(TagFilter.value("grp-*a").matches(tags));
    assertTrue(TagFilter.keyAndValue("Web", "").matches(tags), "an empty value is a value");
    assertTrue(TagFilter.keyAndValue("Web", "*").matches(tags), "a star takes nothing too");
    assertFalse(TagFilter.keyAndValue("none", "*").matches(tags));
    assertEquals(TagFilter.key("env"), new TagFilter(TagFilter.Type.KEY_ONLY, "env", "x"));
    assertEquals(TagFilter.value("x"), new TagFilter(TagFilter.Type.VALUE_ONLY, "env", "x"));
  }

  @Property(seed = "351", tries = 2_000)
  @Label("matches stars as a regular expression does")
  void stars(
      @ForAll @StringLength(max = 8) @Chars({'*', 'a', 'b'}) String pattern,
      @ForAll @StringLength(max = 10) @CharRange(from = 'a', to = 'b') String text) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    assertEquals(
        Pattern.matches(regex, text), TagFilter.value(pattern).matches(Map.of("key", text)));
  }

  @Test
  @DisplayName("takes tags of any length up to the limits of keys and values")
  @Covers("D-443")
  void lengths() {
    String key = "k".repeat(128);
    String value = "v".repeat(256);
    assertTrue(
        TagFilter.keyAndValue(key, value)
            .matches(FleetInstance.of("i").withTag(key, value).tags()));
    assertEquals(
        "tag key of 129 characters; allowed: 1 to 128",
        assertThrows(IllegalArgumentException.class, () -> TagFilter.key(key + "k")).getMessage());
    assertEquals(
        "tag value of 257 characters; allowed: 0 to 256",
        assertThrows(IllegalArgumentException.class, () -> TagFilter.value(value + "v"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> FleetInstance.of("i").withTag(key + "k", ""));
    assertThrows(
        IllegalArgumentException.class, () -> FleetInstance.of("i").withTag("k", value + "v"));
    assertThrows(IllegalArgumentException.class, () -> TagFilter.key(""));
    FleetInstance named =
        FleetInstance.of("i").inZone("z".repeat(255)).inAutoScalingGroup("g".repeat(255));
    assertEquals(
        "zone of 256 characters; allowed: at most 255",
        assertThrows(IllegalArgumentException.class, () -> named.inZone("z".repeat(256)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> named.inAutoScalingGroup("g".repeat(256)));
  }

  @Test
  @DisplayName("needs one of plain filters, and one of each set; for both kinds of instances")
  @Covers("D-352")
  void orAndAnd() {
    FleetInstance web = FleetInstance.of("i-1").withTag("web", "").withTag("env", "prod");
    FleetInstance proxy = FleetInstance.of("i-2").withTag("proxy", "").withTag("env", "test");
    FleetInstance other = FleetInstance.of("i-3").withTag("env", "prod");
    List<FleetInstance> all = List.of(web, proxy, other);
    assertEquals(List.of(web, proxy, other), FleetSelection.tags(PROD, WEB, PROXY).select(all));
    FleetSelection sets = FleetSelection.builder().tagSet(PROD).tagSet(WEB, PROXY).build();
    assertEquals(List.of(web), sets.select(all));

    List<FleetInstance> machines = all.stream().map(FleetSelectionTest::machine).toList();
    assertEquals(List.of(), sets.select(machines));
    assertEquals(
        machines,
        FleetSelection.builder().onPremisesTags(PROD, WEB, PROXY).build().select(machines));
    FleetSelection both =
        FleetSelection.builder().onPremisesTagSet(PROD).onPremisesTagSet(WEB, PROXY).build();
    assertEquals(List.of(machines.get(0)), both.select(machines));
    assertEquals(List.of(), both.select(all));
    assertEquals(
        """
        fleet selection has 2 faults:
          tags: there are filters and sets of filters; allowed: one or the other [fleet.tags]
          onPremisesTags: there are filters and sets of filters; allowed: one or the other [fleet.tags]""",
        faults(
            FleetSelection.builder()
                .tags(PROD)
                .tagSet(WEB)
                .onPremisesTags(PROD)
                .onPremisesTagSet(WEB)));
    FleetSelectionBuilder full = service();
    FleetSelectionBuilder over = service();
    TagFilter[] ten = filters(10);
    for (int i = 0; i < 3; i++) {
      full.tagSet(ten).onPremisesTagSet(ten);
      over.tagSet(filters(11)).onPremisesTagSet(filters(11));
    }
    assertEquals(3, full.build().tagSets().size());
    assertEquals(
        """
        fleet selection has 8 faults:
          tagSets: there are 4 sets; allowed: at most 3 [fleet.limit]
          tagSets[0]: there are 11 filters; allowed: at most 10 [fleet.limit]
          tagSets[1]: there are 11 filters; allowed: at most 10 [fleet.limit]
          tagSets[2]: there are 11 filters; allowed: at most 10 [fleet.limit]
          onPremisesTagSets: there are 4 sets; allowed: at most 3 [fleet.limit]
          onPremisesTagSets[0]: there are 11 filters; allowed: at most 10 [fleet.limit]
          onPremisesTagSets[1]: there are 11 filters; allowed: at most 10 [fleet.limit]
          onPremisesTagSets[2]: there are 11 filters; allowed: at most 10 [fleet.limit]""",
        faults(over.tagSet(ten).onPremisesTagSet(ten)));
  }

  @Test
  @DisplayName("is the union of tagged instances and those of Auto Scaling groups")
  @Covers({"D-263", "D-350"})
  void union() {
    FleetSelection selection =
        FleetSelection.builder().tags(PROD).autoScalingGroups("asg-1", "asg-2").build();
    FleetInstance tagged = FleetInstance.of("i-1").withTag("env", "prod");
    FleetInstance scaled = FleetInstance.of("i-2").inAutoScalingGroup("asg-1");
    FleetInstance also = FleetInstance.of("i-3").inAutoScalingGroup("asg-2");
    FleetInstance both = tagged.inAutoScalingGroup("asg-1");
    FleetInstance foreign = FleetInstance.of("i-4").inAutoScalingGroup("asg-3");
    assertEquals(
        List.of(tagged, scaled, also),
        selection.select(List.of(tagged, scaled, foreign, also, both, scaled)));
  }

  @Test
  @DisplayName("reports all faults at once")
  void faultsAtOnce() {
    assertEquals(
        """
        fleet selection has 5 faults:
          tags: there are 11 filters; allowed: at most 10 [fleet.limit]
          onPremisesTagSets[0]: there are no filters; allowed: at least one [fleet.tag-set]
          autoScalingGroups: there are 11 groups; allowed: at most 10 [fleet.limit]
          autoScalingGroups[1]: "g-0" is there twice [fleet.group-name]
          autoScalingGroups[2]: a name of 1 characters; allowed: 1 to 255 characters, not all blank [fleet.group-name]""",
        faults(
            service()
                .tags(filters(11))
                .onPremisesTagSet()
                .autoScalingGroups(
                    "g-0", "g-0", " ", "g-3", "g-4", "g-5", "g-6", "g-7", "g-8", "g-9", "g-10")));
    assertEquals(
        """
        fleet selection has 1 fault:
          tags: nothing selects instances; allowed: tags or Auto Scaling groups [fleet.empty]""",
        faults(FleetSelection.builder()));
  }

  @Test
  @DisplayName("finds machines that are registered and tagged, until they are deregistered")
  void registry() {
    OnPremisesRegistry machines = new OnPremisesRegistry();
    InMemoryInstances instances = new InMemoryInstances();
    FleetSelection selection = FleetSelection.builder().tags(PROD).onPremisesTags(PROD).build();
    machines.register("rack-7");
    machines.register("rack-8");
    machines.tag("rack-7", "env", "test");
    machines.tag("rack-7", "env", "prod");
    machines.tag("rack-8", "env", "prod");
    instances.put(FleetInstance.of("i-1").withTag("env", "prod"));
    InstanceSource both = instances.and(machines);
    assertEquals(List.of("i-1", "rack-7", "rack-8"), ids(both, selection));
    machines.untag("rack-7", "env");
    assertEquals(List.of("i-1", "rack-8"), ids(both, selection));
    machines.deregister("rack-8");
    assertTrue(instances.remove("i-1"));
    assertFalse(instances.remove("i-1"));
    assertEquals(List.of(), ids(both, selection));
    assertEquals(Optional.empty(), machines.machine("rack-8"));
    assertEquals(
        "no machine \"rack-8\" is registered",
        assertThrows(IllegalArgumentException.class, () -> machines.deregister("rack-8"))
            .getMessage());
    assertEquals(
        "machine \"rack-7\" is registered already; deregister it first",
        assertThrows(IllegalArgumentException.class, () -> machines.register("rack-7"))
            .getMessage());
    assertEquals(
        "instance id of 3 characters; allowed: 1 to 100 characters of A-Za-z0-9._-, the first no"
            + " dot",
        assertThrows(IllegalArgumentException.class, () -> machines.register("../")).getMessage());
  }

  private static List<String> ids(InstanceSource source, FleetSelection selection) {
    List<String> ids = new ArrayList<>();
    try {
      source.find(selection).thenAccept(found -> found.forEach(each -> ids.add(each.id())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return ids;
  }

  private static FleetInstance machine(FleetInstance instance) {
    return new FleetInstance(
        instance.id(), true, instance.tags(), Optional.empty(), Optional.empty());
  }

  private static FleetSelectionBuilder service() {
    return FleetSelection.builder().limits(FleetLimits.CODEDEPLOY);
  }

  private static TagFilter[] filters(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TagFilter.key("key-" + i))
        .toArray(TagFilter[]::new);
  }

  private static String faults(FleetSelectionBuilder builder) {
    return assertThrows(InvalidDefinitionException.class, builder::build).getMessage();
  }
}
