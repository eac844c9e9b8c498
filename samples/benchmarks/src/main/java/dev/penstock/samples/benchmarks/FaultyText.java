package dev.penstock.samples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A buildspec of some 5,000 lines with 1,000 errors of the kinds that real files have, in about the
 * proportion in which they have them, and the same with each fault mended. Of 1,000 faults, 300 are
 * keys that are misspelt, 200 values that are not allowed, 200 values of the wrong kind, 150 keys
 * that are missing, and 150 commands that their colon makes mappings of. A misspelt key is one that
 * is needed: it is a warning for what stands there, and the error for what is missing.
 */
final class FaultyText {

  /** The rules that errors break, and how often; a misspelt key breaks that of a missing one. */
  static final Map<String, Integer> ERRORS =
      Map.of(
          "BS038", 150, // a command that is a mapping
          "BS039", 100, // a command that is a list
          "BS072", 100, // a variable that is a list
          "BS080", 100, // a reference to a secret, of too many parts
          "BS090", 225, // an artifact without files, of which 150 are misspelt
          "BS121", 225, // a build without an identifier, of which 150 are misspelt
          "BS123", 100); // an identifier with a hyphen

  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "version: 0.2\n\nenv:\n  variables:\n",
              new Part(200, "    MODULE_#: service-#\n"),
              new Part(100, "    MODULES_#: [core-#, web-#]\n", "    MODULES_#: core-#, web-#\n")),
          new Section(
              "  secrets-manager:\n",
              new Part(100, "    ACCOUNT_#: team/service-#:account\n"),
              new Part(
                  100,
                  "    LOGIN_#: team/service-#:login:AWSCURRENT::last\n",
                  "    LOGIN_#: team/service-#:login:AWSCURRENT\n")),
          new Section(
              "\nphases:\n  build:\n    on-failure: ABORT\n    commands:\n",
              new Part(436, "      - echo \"step # of the build\"\n"),
              new Part(435, "      - ./tools/compile --module service-# --release 17\n"),
              new Part(435, "      - ./tools/test --module service-# --report target/reports\n"),
              new Part(
                  150,
                  "      - echo \"Deploying service-#: done\"\n",
                  "      - 'echo \"Deploying service-#: done\"'\n"),
              new Part(
                  100,
                  "      - [./tools/check, --module, service-#]\n",
                  "      - ./tools/check --module service-#\n")),
          new Section(
              "\nbatch:\n  fast-fail: true\n  build-list:\n",
              new Part(225, build("identifier: unit_#")),
              new Part(150, build("identifer: unit_#"), build("identifier: unit_#")),
              new Part(100, build("identifier: unit-#"), build("identifier: unit_#")),
              new Part(
                  75,
                  build("ignore-failure: true"),
                  build("identifier: unit_#", "ignore-failure: true"))),
          new Section(
              "\nartifacts:\n  files:\n    - appspec.yml\n  secondary-artifacts:\n",
              new Part(150, artifact("files: [target/service-#.jar]")),
              new Part(
                  150,
                  artifact("file: [target/service-#.jar]"),
                  artifact("files: [target/service-#.jar]")),
              new Part(
                  75,
                  artifact("base-directory: target"),
                  artifact("files: [service-#.jar]", "base-directory: target"))));

  private FaultyText() {}

  /** The text with its faults, or mended. */
  static String of(boolean isFaulty) {
    StringBuilder text = new StringBuilder();
    for (Section section : SECTIONS) {
      section.write(isFaulty, text);
    }
    return text.toString();
  }

  private static String build(String... lines) {
    return "    - "
        + String.join("\n      ", lines)
        + "\n      buildspec: builds/service-#.yml\n"
        + "      debug-session: false\n";
  }

  private static String artifact(String... lines) {
    return "    module-#:\n      " + String.join("\n      ", lines) + "\n      name: service-#\n";
  }

  /** Lines of one form; {@code #} stands for their number within the section. */
  private record Part(int count, String faulty, String mended) {

    Part(int count, String text) {
      this(count, text, text);
    }
  }

  /** Parts that stand below a heading, well mixed and always in the same order. */
  private record Section(String heading, List<Part> parts) {

    Section(String heading, Part... parts) {
      this(heading, List.of(parts));
    }

    void write(boolean isFaulty, StringBuilder text) {
      List<Part> mixed = new ArrayList<>();
      for (Part part : parts) {
        mixed.addAll(Collections.nCopies(part.count(), part));
      }
      Collections.shuffle(mixed, new Random(heading.length()));
      text.append(heading);
      for (int i = 0; i < mixed.size(); i++) {
        Part part = mixed.get(i);
        text.append((isFaulty ? part.faulty() : part.mended()).replace("#", Integer.toString(i)));
      }
    }
  }
}
