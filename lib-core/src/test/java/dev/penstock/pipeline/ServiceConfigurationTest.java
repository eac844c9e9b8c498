package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What single providers demand of their configuration")
class ServiceConfigurationTest {

  /** What is found about an action with these settings, each {@code key=value}. */
  private static String found(String type, int inputs, int outputs, String... settings) {
    String[] parts = type.split("/", -1);
    Action.Builder action =
        Action.builder("x", ActionType.aws(ActionCategory.valueOf(parts[0]), parts[1]));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      action.configuration(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Stage.Builder before = Stage.builder("Before").approval("ok");
    for (int i = 0; i < inputs; i++) {
      String input = "in" + i;
      before.action("a" + i, ActionType.of(ActionCategory.BUILD, "S"), a -> a.output(input));
      action.input(input);
    }
    for (int i = 0; i < outputs; i++) {
      action.output("out" + i);
    }
    if (parts[1].equals("Commands")) {
      action.command("true");
    }
    return Pipeline.builder("checkout")
        .pipelineType(PipelineType.V2)
        .stage(before.build())
        .stage(Stage.builder("Stage").action(action.build()).build())
        .build()
        .check(Conformance.CODEPIPELINE)
        .stream()
        .filter(each -> each.path().contains("(Stage/x)"))
        .map(each -> each.withSource("").toString().replace("stages[1].actions[0].", ""))
        .collect(Collectors.joining("\n"));
  }

  private static String key(String key, String found, String allowed, String rule) {
    return "configuration."
        + key
        + " (Stage/x): "
        + found
        + "; allowed: "
        + allowed
        + " [codepipeline.configuration "
        + rule
        + "]";
  }

  private static String missing(String type, String key, String why, String rule) {
    return "configuration (Stage/x): "
        + type
        + " without \""
        + key
        + "\"; allowed: \""
        + key
        + "\" "
        + why
        + " [codepipeline.required-key "
        + rule
        + "]";
  }

  @Test
  @DisplayName(
      "CodeBuild: a primary source among several, batches before combining, variables as JSON")
  @Covers({"P-406", "P-441"})
  void codeBuild() {
    for (String type : List.of("BUILD/CodeBuild", "TEST/CodeBuild")) {
      assertEquals("", found(type, 1, 0, "ProjectName=p"));
      assertEquals(
          missing(type, "PrimarySource", "for more than one input artifact", "P-406"),
          found(type, 2, 0, "ProjectName=p"));
      assertEquals("", found(type, 2, 0, "ProjectName=p", "PrimarySource=in1"));
      assertEquals(
          key("PrimarySource", "\"in2\" is no input of the action", "in0, in1", "P-441"),
          found(type, 2, 0, "ProjectName=p", "PrimarySource=in2"));
      assertEquals(
          key(
              "CombineArtifacts",
              "true without a batch",
              "true with \"BatchEnabled\": true",
              "P-406"),
          found(type, 1, 0, "ProjectName=p", "CombineArtifacts=true", "BatchEnabled=false"));
      assertEquals(
          "", found(type, 1, 0, "ProjectName=p", "CombineArtifacts=true", "BatchEnabled=true"));
      assertEquals("", found(type, 1, 0, "ProjectName=p", "CombineArtifacts=false"));
    }
    String variables = "EnvironmentVariables=";
    assertEquals(
        "",
        found(
            "BUILD/CodeBuild",
            1,
            0,
            "ProjectName=p",
            variables
                + """
                [{"name":"A","value":"1"},{"name":"B","value":"b","type":"PARAMETER_STORE"},
                 {"name":"C","value":"c","type":"PLAINTEXT"},{"name":"D","value":"d","type":"SECRETS_MANAGER"}]"""));
    for (String text : List.of("[", "{}", "text")) {
      assertEquals(
          key("EnvironmentVariables", "not JSON text of an array", "a JSON array", "P-406"),
          found("BUILD/CodeBuild", 1, 0, "ProjectName=p", variables + text));
    }
    for (String bad :
        List.of(
            "{\"name\":\"A\",\"value\":1}",
            "{\"name\":\"A\"}",
            "{\"name\":\"A\",\"value\":\"1\",\"type\":\"SECRET\"}",
            "{\"name\":\"A\",\"value\":\"1\",\"kind\":\"x\"}")) {
      assertEquals(
          key(
              "EnvironmentVariables",
              "variable \"A\"",
              "name, value and type, one of PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER",
              "P-406"),
          found("BUILD/CodeBuild", 1, 0, "ProjectName=p", variables + "[" + bad + "]"));
    }
    assertEquals(
        key(
            "EnvironmentVariables",
            "a variable without a name",
            "name, value and type, one of PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER",
            "P-406"),
        found("BUILD/CodeBuild", 1, 0, "ProjectName=p", variables + "[{\"value\":\"1\"}]"));
    assertEquals(
        "",
        found(
            "BUILD/CodeBuild",
            1,
            0,
            "ProjectName=p",
            variables + "#{codepipeline.PipelineExecutionId}"));
  }

  @Test
  @DisplayName("Commands: no small Windows")
  @Covers("P-408")
  void commands() {
    String windows = "EnvironmentType=WINDOWS_SERVER_2022_CONTAINER";
    String small =
        key(
            "ComputeType",
            "BUILD_GENERAL1_SMALL for Windows",
            "BUILD_GENERAL1_MEDIUM, BUILD_GENERAL1_LARGE",
            "P-408");
    assertEquals(small, found("COMPUTE/Commands", 1, 0, windows));
    assertEquals(
        small, found("COMPUTE/Commands", 1, 0, windows, "ComputeType=BUILD_GENERAL1_SMALL"));
    assertEquals("", found("COMPUTE/Commands", 1, 0, windows, "ComputeType=BUILD_GENERAL1_MEDIUM"));
    assertEquals("", found("COMPUTE/Commands", 1, 0, "ComputeType=BUILD_GENERAL1_SMALL"));
  }

  private static final String CLOUD_FORMATION = "DEPLOY/CloudFormation";

  private static String stack(String mode, String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "StackName=s";
    all[1] = "ActionMode=" + mode;
    System.arraycopy(settings, 0, all, 2, settings.length);
    return found(CLOUD_FORMATION, 1, 0, all);
  }

  @Test
  @DisplayName("CloudFormation: each mode has its keys")
  @Covers({"P-451", "P-452", "P-453", "P-454", "P-455"})
  void modes() {
    String template = "TemplatePath=in0::t.yml";
    String role = "RoleArn=r";
    String set = "ChangeSetName=c";
    for (String mode : List.of("CREATE_UPDATE", "REPLACE_ON_FAILURE")) {
      String rule = mode.equals("CREATE_UPDATE") ? "P-451" : "P-452";
      assertEquals("", stack(mode, template, role));
      assertEquals(
          missing(CLOUD_FORMATION, "TemplatePath", "for " + mode, rule), stack(mode, role));
      assertEquals(missing(CLOUD_FORMATION, "RoleArn", "for " + mode, rule), stack(mode, template));
    }
    assertEquals("", stack("DELETE_ONLY", role));
    assertEquals("", stack("DELETE_ONLY", role, "TemplatePath=ignored"));
    assertEquals(
        missing(CLOUD_FORMATION, "RoleArn", "for DELETE_ONLY", "P-453"), stack("DELETE_ONLY"));
    String replace = "CHANGE_SET_REPLACE";
    assertEquals("", stack(replace, template, set, role));
    assertEquals(
        missing(CLOUD_FORMATION, "TemplatePath", "for " + replace, "P-454"),
        stack(replace, set, role));
    assertEquals(
        missing(CLOUD_FORMATION, "ChangeSetName", "for " + replace, "P-454"),
        stack(replace, template, role));
    assertEquals(
        missing(CLOUD_FORMATION, "RoleArn", "for " + replace, "P-454"),
        stack(replace, template, set));
    String execute = "CHANGE_SET_EXECUTE";
    assertEquals("", stack(execute, set));
    assertEquals("", stack(execute, set, "TemplatePath=ignored"));
    assertEquals(
        missing(CLOUD_FORMATION, "ChangeSetName", "for " + execute, "P-455"), stack(execute));
  }

  @Test
  @DisplayName("CloudFormation: files of inputs, capabilities, overrides and the output")
  @Covers({"P-456", "P-457", "P-458", "P-459"})
  void cloudFormation() {
    String role = "RoleArn=r";
    String good = "TemplatePath=in0::t.yml";
    for (String path : List.of("t.yml", "::t.yml", "in0::", "in0:t.yml")) {
      assertEquals(
          key("TemplatePath", "\"" + path + "\"", "artifact::path", "P-456"),
          stack("CREATE_UPDATE", role, "TemplatePath=" + path));
      assertEquals(
          key("TemplateConfiguration", "\"" + path + "\"", "artifact::path", "P-456"),
          stack("CREATE_UPDATE", role, good, "TemplateConfiguration=" + path));
    }
    assertEquals(
        key("TemplatePath", "\"other\" is no input of the action", "in0", "P-456"),
        stack("CREATE_UPDATE", role, "TemplatePath=other::t.yml"));
    assertEquals(
        key("TemplatePath", "\"in0\" is no input of the action", "none, it has no inputs", "P-456"),
        found(CLOUD_FORMATION, 0, 0, "StackName=s", "ActionMode=CREATE_UPDATE", role, good));
    assertEquals("", stack("CREATE_UPDATE", role, good, "TemplateConfiguration=in0::a/c.json"));
    for (String capabilities :
        List.of(
            "CAPABILITY_IAM",
            "CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND",
            "CAPABILITY_AUTO_EXPAND,CAPABILITY_NAMED_IAM,CAPABILITY_IAM")) {
      assertEquals("", stack("CREATE_UPDATE", role, good, "Capabilities=" + capabilities));
    }
    for (String capabilities :
        List.of("CAPABILITY_IAM, CAPABILITY_NAMED_IAM", "CAPABILITY_ALL", "CAPABILITY_IAM,")) {
      assertEquals(
          key(
              "Capabilities",
              "\"" + capabilities + "\"",
              "CAPABILITY_IAM, CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND, with commas and no"
                  + " spaces",
              "P-457"),
          stack("CREATE_UPDATE", role, good, "Capabilities=" + capabilities));
    }
    String overrides = "ParameterOverrides=";
    String attribute = "{\"A\":{\"Fn::GetArtifactAtt\":[\"in0\",\"URL\"]}}";
    assertEquals("", stack("CREATE_UPDATE", role, good, overrides + attribute));
    assertEquals(
        key("ParameterOverrides", "not JSON text of an object", "a JSON object", "P-458"),
        stack("CREATE_UPDATE", role, good, overrides + "[]"));
    String longest = "{\"A\":\"" + "\u20ac".repeat(338) + "xx\"}"; // 1,024 bytes in 348 characters
    assertEquals("", stack("CREATE_UPDATE", role, good, overrides + longest));
    assertEquals(
        key("ParameterOverrides", "more than 1024 bytes", "at most 1024 bytes", "P-458"),
        stack("CREATE_UPDATE", role, good, overrides + longest + " "));
    assertEquals(
        "warning: "
            + key(
                "OutputFileName",
                "an output artifact, and no file of outputs: nothing is written to it",
                "a name, or no output artifact",
                "P-459"),
        found(CLOUD_FORMATION, 1, 1, "StackName=s", "ActionMode=DELETE_ONLY", role));
    assertEquals(
        "",
        found(
            CLOUD_FORMATION,
            1,
            1,
            "StackName=s",
            "ActionMode=DELETE_ONLY",
            role,
            "OutputFileName=o"));
  }

  @Test
  @DisplayName("S3, ECS: the object's key, the timeout")
  @Covers({"P-411", "P-417"})
  void files() {
    assertEquals(
        missing("DEPLOY/S3", "ObjectKey", "where Extract is false", "P-411"),
        found("DEPLOY/S3", 1, 0, "BucketName=b", "Extract=false"));
    assertEquals("", found("DEPLOY/S3", 1, 0, "BucketName=b", "Extract=false", "ObjectKey=k"));
    assertEquals("", found("DEPLOY/S3", 1, 0, "BucketName=b", "Extract=true"));
    for (String minutes : List.of("1", "59", "60", "#{codepipeline.PipelineExecutionId}")) {
      assertEquals(
          "",
          found(
              "DEPLOY/ECS",
              1,
              0,
              "ClusterName=c",
              "ServiceName=s",
              "DeploymentTimeout=" + minutes));
    }
    for (String minutes : List.of("0", "61", "100", "1.5", "x")) {
      assertEquals(
          key("DeploymentTimeout", "\"" + minutes + "\"", "1 to 60", "P-417"),
          found(
              "DEPLOY/ECS",
              1,
              0,
              "ClusterName=c",
              "ServiceName=s",
              "DeploymentTimeout=" + minutes));
    }
  }

  @Test
  @DisplayName("ServiceCatalog, EC2, EKS: one group of keys or the other")
  @Covers({"P-421", "P-422", "P-423"})
  void either() {
    String catalogue = "DEPLOY/ServiceCatalog";
    assertEquals("", found(catalogue, 1, 0, "ProductId=p", "ConfigurationFilePath=c"));
    String[] whole = {"ProductId=p", "TemplateFilePath=t", "ProductVersionName=v", "ProductType=t"};
    assertEquals("", found(catalogue, 1, 0, whole));
    for (int without = 1; without < whole.length; without++) {
      String[] partly = whole.clone();
      partly[without] = "ProductVersionDescription=d";
      assertEquals(
          1, found(catalogue, 1, 0, partly).lines().filter(l -> l.endsWith("P-421]")).count());
    }
    assertEquals(
        key(
            "ConfigurationFilePath",
            "[ProductId] are not enough",
            "ConfigurationFilePath; or TemplateFilePath, ProductVersionName, ProductType",
            "P-421"),
        found(catalogue, 1, 0, "ProductId=p"));
    String tag = "InstanceTagKey=k";
    String kind = "InstanceType=EC2";
    assertEquals("", found("DEPLOY/EC2", 1, 0, tag, kind, "DeploySpec=d"));
    assertEquals("", found("DEPLOY/EC2", 1, 0, tag, kind, "TargetDirectory=t", "PostScript=p"));
    for (String half : List.of("TargetDirectory", "PostScript")) {
      assertEquals(
          key(
              "DeploySpec",
              "[InstanceTagKey, InstanceType, " + half + "] are not enough",
              "DeploySpec; or TargetDirectory, PostScript",
              "P-422"),
          found("DEPLOY/EC2", 1, 0, tag, kind, half + "=x"));
    }
    assertEquals("", found("DEPLOY/EKS", 1, 0, "ClusterName=c", "ManifestFiles=m"));
    assertEquals(
        "", found("DEPLOY/EKS", 1, 0, "ClusterName=c", "HelmReleaseName=r", "HelmChartLocation=l"));
    for (String half : List.of("HelmReleaseName", "HelmChartLocation")) {
      assertEquals(
          key(
              "ManifestFiles",
              "[ClusterName, " + half + "] are not enough",
              "ManifestFiles; or HelmReleaseName, HelmChartLocation",
              "P-423"),
          found("DEPLOY/EKS", 1, 0, "ClusterName=c", half + "=x"));
    }
  }

  @Test
  @DisplayName("Lambda: a version or an input, alarms, and a strategy of an alias")
  @Covers({"P-424", "P-439"})
  void lambda() {
    String lambda = "DEPLOY/Lambda";
    assertEquals("", found(lambda, 1, 0, "FunctionName=f"));
    assertEquals("", found(lambda, 0, 0, "FunctionName=f", "PublishedTargetVersion=3"));
    assertEquals(
        missing(lambda, "PublishedTargetVersion", "without an input artifact", "P-424"),
        found(lambda, 0, 0, "FunctionName=f"));
    assertEquals("", found(lambda, 1, 0, "FunctionName=f", "Alarms=a,b,c,d,e,f,g,h,i,j"));
    assertEquals(
        key("Alarms", "11 alarms", "at most 10", "P-424"),
        found(lambda, 1, 0, "FunctionName=f", "Alarms=a,b,c,d,e,f,g,h,i,j,k"));
    assertEquals(
        missing(lambda, "FunctionAlias", "for a strategy", "P-439"),
        found(lambda, 1, 0, "FunctionName=f", "DeployStrategy=AllAtOnce"));
    for (String strategy :
        List.of(
            "AllAtOnce",
            "Canary10Percent5Minutes",
            "Canary1Percent2880Minutes",
            "Linear10PercentEvery1Minute",
            "Linear10PercentEvery320Minutes",
            "Linear30PercentEvery960Minutes")) {
      assertEquals(
          "",
          found(lambda, 1, 0, "FunctionName=f", "FunctionAlias=a", "DeployStrategy=" + strategy));
    }
    for (String strategy :
        List.of(
            "allAtOnce",
            "Canary10Percent2881Minutes",
            "Canary0Percent1Minutes",
            "Linear0PercentEvery1Minute",
            "Linear10PercentEvery321Minutes",
            "Linear30PercentEvery961Minutes",
            "Canary10Percent",
            "Linear10Percent5Minutes")) {
      assertEquals(
          key(
              "DeployStrategy",
              "\"" + strategy + "\"",
              "AllAtOnce, Canary<p>Percent<m>Minutes, Linear<p>PercentEvery<m>Minutes, waiting at"
                  + " most 2 days in all",
              "P-439"),
          found(lambda, 1, 0, "FunctionName=f", "FunctionAlias=a", "DeployStrategy=" + strategy));
    }
  }

  @Test
  @DisplayName("StepFunctions, CodePipeline: an input for a path, JSON arrays")
  @Covers({"P-426", "P-427"})
  void invoke() {
    String steps = "INVOKE/StepFunctions";
    assertEquals("", found(steps, 1, 0, "StateMachineArn=s", "InputType=FilePath", "Input=i"));
    assertEquals(
        missing(steps, "Input", "for a FilePath", "P-426"),
        found(steps, 1, 0, "StateMachineArn=s", "InputType=FilePath"));
    assertEquals(
        key("InputType", "FilePath without an input artifact", "one input artifact", "P-426"),
        found(steps, 0, 0, "StateMachineArn=s", "InputType=FilePath", "Input=i"));
    assertEquals("", found(steps, 0, 0, "StateMachineArn=s", "InputType=Literal"));
    for (String key : List.of("SourceRevisions", "Variables")) {
      assertEquals("", found("INVOKE/CodePipeline", 0, 0, "PipelineName=p", key + "=[{}]"));
      assertEquals(
          key(key, "not JSON text of an array", "a JSON array", "P-427"),
          found("INVOKE/CodePipeline", 0, 0, "PipelineName=p", key + "={}"));
    }
  }

  @Test
  @DisplayName("placeholders in single braces are for the keys of S3 deploys, and no references")
  @Covers({"P-438", "P-513"})
  void placeholders() {
    for (String placeholder : List.of("{datetime}", "{uuid}")) {
      String key = "ObjectKey=app-" + placeholder + ".zip";
      assertEquals("", found("DEPLOY/S3", 1, 0, "BucketName=b", "Extract=false", key));
      assertEquals(
          "warning: "
              + key(
                  "CacheControl",
                  "{datetime} and {uuid} stay as they are",
                  "in \"ObjectKey\" of DEPLOY/S3",
                  "P-513"),
          found("DEPLOY/S3", 1, 0, "BucketName=b", "Extract=true", "CacheControl=" + placeholder));
      assertEquals(
          "warning: "
              + key(
                  "UserParameters",
                  "{datetime} and {uuid} stay as they are",
                  "in \"ObjectKey\" of DEPLOY/S3",
                  "P-513"),
          found("INVOKE/Lambda", 0, 0, "FunctionName=f", "UserParameters=" + placeholder));
    }
  }

  @Test
  @DisplayName("references into Git go to CodeBuild only")
  @Covers("P-312")
  void cloneReferences() {
    Pipeline pipeline =
        Pipeline.builder("checkout")
            .stage(
                "Source",
                stage ->
                    stage
                        .action(
                            "a",
                            ActionType.aws(ActionCategory.SOURCE, "CodeCommit"),
                            a ->
                                a.output("reference")
                                    .configuration("OutputArtifactFormat", "CODEBUILD_CLONE_REF"))
                        .action(
                            "b",
                            ActionType.aws(ActionCategory.SOURCE, "CodeCommit"),
                            b ->
                                b.output("files")
                                    .configuration("OutputArtifactFormat", "CODE_ZIP")))
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "build",
                            ActionType.aws(ActionCategory.BUILD, "CodeBuild"),
                            x -> x.input("reference").input("files"))
                        .action(
                            "deploy",
                            ActionType.aws(ActionCategory.DEPLOY, "S3"),
                            x -> x.input("files").input("reference")))
            .build();
    assertEquals(
        List.of(
            "checkout: stages[1].actions[1].inputArtifacts[1] (Build/deploy): \"reference\" is a"
                + " reference into Git, not files; allowed: such inputs of CodeBuild actions"
                + " [codepipeline.clone-reference P-312]"),
        pipeline.check(Conformance.CODEPIPELINE).stream()
            .filter(each -> each.rule().endsWith("clone-reference"))
            .map(Diagnostic::toString)
            .toList());
  }
}
