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
    StringBuilder text = new StringBuilder(HEAD);
    long commands = lines - HEAD.lines().count() - TAIL.lines().count();
    for (int i = 0; i < commands; i++) {
      text.append(
          switch (i % 3) {
            case 0 -> "      - echo \"step " + i + " of the build\"\n";
            case 1 -> "      - ./tools/compile --module service-" + i + " --release 17\n";
            default -> "      - ./tools/test --module service-" + i + " --report target/reports\n";
          });
    }
    return text.append(TAIL).toString();
  }
}
