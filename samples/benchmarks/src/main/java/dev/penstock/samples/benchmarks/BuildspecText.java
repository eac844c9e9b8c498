package dev.penstock.samples.benchmarks;

/** Buildspecs of a wanted length: some variables, many commands, artifacts. */
final class BuildspecText {
  private static final String HEAD =
      """
      version: 0.2

      env:
        variables:
          JAVA_OPTIONS: "-Xmx512m"
          STAGE_NAME: integration
          REPORT_LEVEL: full
        exported-variables:
          - REVISION_LABEL

      phases:
        install:
          commands:
            - echo "preparing the tools"
            - ./tools/prepare --quiet
        pre_build:
          commands:
            - echo "checking the sources"
            - ./tools/check --all
        build:
          on-failure: ABORT
          commands:
      """;
  private static final String TAIL =
      """
        post_build:
          commands:
            - ./tools/report --format text
            - export REVISION_LABEL="$STAGE_NAME-$BUILD_LABEL"

      artifacts:
        files:
          - target/*.jar
          - scripts/**/*
          - appspec.yml
        name: service
      """;

  private BuildspecText() {}

  static String of(int lines) {
    return of(lines, 0);
  }

  /** With so many commands that are none, spread over the whole text. */
  static String of(int lines, int faults) {
    StringBuilder text = new StringBuilder(HEAD);
    long commands = lines - HEAD.lines().count() - TAIL.lines().count();
    for (int i = 0; i < commands; i++) {
      boolean isFault = (i + 1L) * faults / commands > (long) i * faults / commands;
      text.append(
          switch (isFault ? 3 + i % 2 : i % 3) {
            case 3 -> "      - step " + i + ": of the build that has a colon in it\n";
            case 4 -> "      - [step, " + i + ", of the build that is written as a list]\n";
            case 0 -> "      - echo \"step " + i + " of the build\"\n";
            case 1 -> "      - ./tools/compile --module service-" + i + " --release 17\n";
            default -> "      - ./tools/test --module service-" + i + " --report target/reports\n";
          });
    }
    return text.append(TAIL).toString();
  }
}
