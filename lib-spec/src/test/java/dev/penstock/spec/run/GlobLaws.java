package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A pattern of paths")
class GlobLaws {

  private static boolean matches(String pattern, String path) {
    return Glob.of(pattern).matches(Glob.components(path));
  }

  @Property(seed = "2026", tries = 3000)
  @Label("matches what the rules matched one by one say")
  @Covers({"B-162", "B-166"})
  void agreesWithNaiveMatching(@ForAll("patterns") String pattern, @ForAll("paths") String path) {
    assertEquals(
        naive(Glob.components(pattern), Glob.components(path)),
        matches(pattern, path),
        () -> pattern + " on " + path);
  }

  @Property(seed = "2026", tries = 3000)
  @Label("knows of a directory whether it may mean anything below, and whether it means all")
  void foreseesWhatLiesBelow(
      @ForAll("patterns") String pattern,
      @ForAll("paths") String directory,
      @ForAll("paths") String below) {
    Glob glob = Glob.of(pattern);
    boolean isMatch = matches(pattern, directory + "/" + below);
    List<String> components = Glob.components(directory);
    assertTrue(glob.mayMatchBelow(components) || !isMatch, () -> pattern + " below " + directory);
    assertTrue(isMatch || !glob.matchesAllBelow(components), () -> pattern + " in " + directory);
  }

  private static boolean naive(List<String> pattern, List<String> path) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.get(0).equals("**")) {
      return naive(rest, path) || (!path.isEmpty() && naive(pattern, path.subList(1, path.size())));
    }
    return !path.isEmpty()
        && naive(pattern.get(0), path.get(0))
        && naive(rest, path.subList(1, path.size()));
  }

  private static boolean naive(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return naive(pattern.substring(1), name)
          || (!name.isEmpty() && naive(pattern, name.substring(1)));
    }
    return !name.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == name.charAt(0))
        && naive(pattern.substring(1), name.substring(1));
  }

  @Example
  @Label("knows classes, braces, hidden files and any depth")
  @Covers({"B-162", "B-166", "B-173"})
  void examples() {
    assertTrue(matches("a/**/b", "a/b"));
    assertTrue(matches("a/**/b", "a/x/y/b"));
    assertTrue(matches("**/*", ".git/config"));
    assertTrue(matches("**/.*", "a/.env"));
    assertFalse(matches("dir/*", "dir/sub/file"));
    assertTrue(matches("./out/*.{jar,war}", "out/a.war"));
    assertTrue(matches("{a/b,c}/x", "a/b/x"));
    assertTrue(matches("f[0-9].txt", "f7.txt"));
    assertFalse(matches("f[!0-9].txt", "f7.txt"));
    assertTrue(matches("a{b", "a{b"));
    assertFalse(matches("*.JAR", "a.jar"));
  }

  @Example
  @Label("means nothing, something or all that lies in a directory")
  void meaningsBelow() {
    assertTrue(mayMatchBelow("dist/**/*", ""));
    assertTrue(mayMatchBelow("dist/*/x", "dist"));
    assertTrue(mayMatchBelow("{a,b}/**", "b/c"));
    assertFalse(mayMatchBelow("dist/*", "dist/sub"));
    assertFalse(mayMatchBelow("dist/**/*", "data"));
    assertTrue(matchesAllBelow("data/**/*", "data"));
    assertTrue(matchesAllBelow("data/**", "data/deep"));
    assertTrue(matchesAllBelow("**/*", "data"));
    assertTrue(matchesAllBelow("**/.*/**/*", "a/.git"));
    assertTrue(matchesAllBelow("{a,data}/**/*", "data"));
    assertFalse(matchesAllBelow("data/*", "data"));
    assertFalse(matchesAllBelow("data/*/**/*", "data"));
    assertFalse(matchesAllBelow("data/**/*.log", "data"));
    assertFalse(matchesAllBelow("data", "data"));
    assertFalse(matchesAllBelow("other/**", "data"));
  }

  private static boolean mayMatchBelow(String pattern, String directory) {
    return Glob.of(pattern).mayMatchBelow(Glob.components(directory));
  }

  private static boolean matchesAllBelow(String pattern, String directory) {
    return Glob.of(pattern).matchesAllBelow(Glob.components(directory));
  }

  @Example
  @Label("stays fast where backtracking explodes")
  void staysFast() {
    String name = "a".repeat(5_000);
    assertFalse(matches("a*".repeat(60) + "b", name));
    assertFalse(matches("**/a/".repeat(50) + "b", "a/".repeat(2_000) + "c"));
    assertFalse(matches("{a,b}".repeat(30), "c"));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("**/", "*", "?", "a", "b", "/", "a/", "*/", ".")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "aab", ".a", "bb")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("/", parts));
  }
}
