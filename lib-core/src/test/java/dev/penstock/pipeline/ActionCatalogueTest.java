package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The catalogue of action types")
class ActionCatalogueTest {

  /**
   * Rule, type, inputs, outputs, generation; then the required keys, each with a value that is
   * taken; then the other keys, likewise. A count of * is not checked, a key of * lets any in.
   */
  private static final String TABLE =
      """
      P-401 Source/AWS/S3 0 0 1 1 V1 | S3Bucket=b S3ObjectKey=k | PollForSourceChanges=false AllowOverrideForS3ObjectKey=true
      P-402 Source/AWS/CodeCommit 0 0 1 1 V1 | RepositoryName=r BranchName=b | PollForSourceChanges=true OutputArtifactFormat=CODE_ZIP
      P-403 Source/AWS/ECR 0 0 1 1 V1 | RepositoryName=r | ImageTag=t
      P-404 Source/AWS/CodeStarSourceConnection 0 0 1 1 V1 | ConnectionArn=a FullRepositoryId=o/r BranchName=b | OutputArtifactFormat=CODEBUILD_CLONE_REF DetectChanges=false
      P-405 Source/ThirdParty/GitHub 0 0 1 1 V1 | Owner=o Repo=r Branch=b OAuthToken=t | PollForSourceChanges=true
      P-406 Build/AWS/CodeBuild 1 5 0 5 V1 | ProjectName=p | PrimarySource=in0 BatchEnabled=true CombineArtifacts=true EnvironmentVariables=[]
      P-406 Test/AWS/CodeBuild 1 5 0 5 V1 | ProjectName=p | PrimarySource=in0 BatchEnabled=true CombineArtifacts=true EnvironmentVariables=[]
      P-407 Build/AWS/ECRBuildAndPublish 1 1 0 0 V2 | ECRRepositoryName=r | DockerFilePath=d ImageTags=t RegistryType=public
      P-408 Compute/AWS/Commands 1 10 0 1 V2 | | EnvironmentType=LINUX_CONTAINER ComputeType=BUILD_GENERAL1_LARGE VpcId=v Subnets=s SecurityGroupIds=g
      P-409 Test/AWS/DeviceFarm 1 1 0 0 V1 | AppType=iOS ProjectId=p App=a AppiumVersion=1 DevicePoolArn=d TestType=t | *
      P-410 Approval/AWS/Manual * * * * V1 | | CustomData=c ExternalEntityLink=l NotificationArn=n
      P-411 Deploy/AWS/S3 1 1 0 0 V1 | BucketName=b Extract=true | ObjectKey=k KMSEncryptionKeyARN=a CannedACL=c CacheControl=c
      P-412 Deploy/AWS/CloudFormation 0 10 0 1 V1 | ActionMode=DELETE_ONLY StackName=s RoleArn=r | TemplatePath=in0::t TemplateConfiguration=in0::c ChangeSetName=c Capabilities=CAPABILITY_IAM ParameterOverrides={} OutputFileName=o
      P-413 Deploy/AWS/CloudFormationStackSet 1 3 0 0 V1 | StackSetName=s TemplatePath=t | Description=d Parameters=p Capabilities=c PermissionModel=p AdministrationRoleArn=a ExecutionRoleName=e OrganizationsAutoDeployment=o DeploymentTargets=d Regions=r FailureTolerancePercentage=1 MaxConcurrentPercentage=1
      P-414 Deploy/AWS/CloudFormationStackInstances 0 2 0 0 V1 | StackSetName=s Regions=r | DeploymentTargets=d ParameterOverrides=p FailureTolerancePercentage=1 MaxConcurrentPercentage=1
      P-415 Deploy/AWS/CodeDeploy 1 1 0 0 V1 | ApplicationName=a DeploymentGroupName=g |
      P-416 Deploy/AWS/CodeDeployToECS 1 5 0 0 V1 | ApplicationName=a DeploymentGroupName=g TaskDefinitionTemplateArtifact=t AppSpecTemplateArtifact=a | AppSpecTemplatePath=p TaskDefinitionTemplatePath=t Image1ArtifactName=i Image1ContainerName=c Image2ArtifactName=i Image2ContainerName=c Image3ArtifactName=i Image3ContainerName=c Image4ArtifactName=i Image4ContainerName=c
      P-417 Deploy/AWS/ECS 1 1 0 0 V1 | ClusterName=c ServiceName=s | FileName=f DeploymentTimeout=60
      P-418 Deploy/AWS/ElasticBeanstalk 1 1 0 0 V1 | ApplicationName=a EnvironmentName=e |
      P-419 Deploy/AWS/AppConfig 1 1 0 0 V1 | Application=a Environment=e ConfigurationProfile=p InputArtifactConfigurationPath=i | DeploymentStrategy=d
      P-420 Deploy/AWS/OpsWorks 1 1 0 0 V1 | Stack=s App=a | Layer=l
      P-421 Deploy/AWS/ServiceCatalog 1 1 0 0 V1 | ProductId=p | TemplateFilePath=t ProductVersionName=n ProductType=t ConfigurationFilePath=c ProductVersionDescription=d
      P-422 Deploy/AWS/EC2 1 1 0 0 V2 | InstanceTagKey=k InstanceType=SSM_MANAGED_NODE | TargetDirectory=t PostScript=p DeploySpec=d InstanceTagValue=v MaxBatch=1 MaxError=1 TargetGroupNameList=t PreScript=p
      P-423 Deploy/AWS/EKS 1 1 0 0 V2 | ClusterName=c | HelmReleaseName=h HelmChartLocation=l ManifestFiles=m HelmValuesFiles=v Namespace=n Subnets=s SecurityGroupIds=g
      P-424 Deploy/AWS/Lambda 0 1 0 0 V2 | FunctionName=f | PublishedTargetVersion=1 FunctionAlias=a DeployStrategy=AllAtOnce Alarms=a
      P-425 Invoke/AWS/Lambda 0 5 0 5 V1 | FunctionName=f | UserParameters=u
      P-426 Invoke/AWS/StepFunctions 0 1 0 1 V1 | StateMachineArn=s | ExecutionNamePrefix=e InputType=Literal Input=i
      P-427 Invoke/AWS/CodePipeline 0 0 0 0 V2 | PipelineName=p | SourceRevisions=[] Variables=[]
      P-428 Invoke/AWS/InspectorScan 0 1 0 1 V1 | InspectorRunMode=SourceCodeScan | ECRRepositoryName=r ImageTag=t CriticalThreshold=1 HighThreshold=1 MediumThreshold=1 LowThreshold=1
      P-429 Invoke/ThirdParty/Snyk 1 1 1 1 V1 | | *
      P-430 Deploy/ThirdParty/AlexaSkillsKit 1 2 0 0 V1 | ClientId=c ClientSecret=s RefreshToken=r SkillId=s |
      P-431 Build/Custom/Jenkins 0 5 0 5 V1 | ProjectName=p |
      P-431 Test/Custom/Jenkins 0 5 0 5 V1 | ProjectName=p |
      P-432 Test/ThirdParty/GhostInspector * * * * V1 | | *
      P-432 Test/ThirdParty/Runscope * * * * V1 | | *
      P-432 Test/ThirdParty/Nouvola * * * * V1 | | *
      """;

  /** One line of the table. */
  record Line(
      String rule,
      ActionType type,
      List<String> counts,
      boolean isSecond,
      Map<String, String> required,
      Map<String, String> others) {

    static Line of(String text) {
      String[] columns = text.split("\\|", -1);
      String[] head = columns[0].strip().split(" ", -1);
      String[] type = head[1].split("/", -1);
      return new Line(
          head[0],
          new ActionType(
              ActionCategory.valueOf(type[0].toUpperCase(Locale.ROOT)), type[1], type[2], "1"),
          List.of(head).subList(2, 6),
          head[6].equals("V2"),
          entries(columns[1]),
          entries(columns[2]));
    }

    private static Map<String, String> entries(String column) {
      Map<String, String> entries = new LinkedHashMap<>();
      for (String word : column.strip().split(" ", -1)) {
        if (!word.isEmpty()) {
          int equals = word.indexOf('=');
          entries.put(equals < 0 ? word : word.substring(0, equals), word.substring(equals + 1));
        }
      }
      return entries;
    }

    boolean isCounted() {
      return !counts.get(0).equals("*");
    }

    int count(int column) {
      return isCounted() ? Integer.parseInt(counts.get(column)) : 0;
    }

    @Override
    public String toString() {
      return rule + " " + type;
    }
  }

  static Stream<Line> lines() {
    return TABLE.lines().map(Line::of);
  }

  /** What is found about the action, by rule of the diagnostics, with what was found. */
  private static List<String> found(
      Line line, int inputs, int outputs, Map<String, String> configuration, PipelineType type) {
    Action.Builder action = Action.builder("x", line.type());
    configuration.forEach(action::configuration);
    Stage.Builder before = Stage.builder("Before");
    for (int i = 0; i < inputs; i++) {
      String input = "in" + i;
      before.action("a" + i, ActionType.of(ActionCategory.BUILD, "S"), a -> a.output(input));
      action.input(input);
    }
    for (int i = 0; i < outputs; i++) {
      action.output("out" + i);
    }
    return Pipeline.builder("checkout")
        .pipelineType(type)
        .stage(before.approval("ok").build())
        .stage(Stage.builder("Stage").action(action.build()).build())
        .build()
        .check(Conformance.CODEPIPELINE)
        .stream()
        .filter(each -> each.path().contains("(Stage/x)"))
        .filter(each -> !each.rule().matches("codepipeline.(source-stage|commands|configuration)"))
        .map(
            each ->
                each.severity() + " " + each.rule() + " " + each.reference() + " " + each.found())
        .toList();
  }

  private static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new LinkedHashMap<>(one);
    all.putAll(other);
    all.remove("*");
    return all;
  }

  @ParameterizedTest
  @MethodSource("lines")
  @DisplayName("counts artifacts")
  @Covers({
    "P-212", "P-401", "P-402", "P-403", "P-404", "P-405", "P-406", "P-407", "P-408", "P-409",
    "P-411", "P-412", "P-413", "P-414", "P-415", "P-416", "P-417", "P-418", "P-419", "P-420",
    "P-421", "P-422", "P-423", "P-424", "P-425", "P-426", "P-427", "P-429", "P-430", "P-431"
  })
  void counts(Line line) {
    if (!line.isCounted()) {
      return;
    }
    Map<String, String> all = with(line.required(), line.others());
    for (int column = 0; column < 4; column++) {
      boolean isInput = column < 2;
      boolean isMost = column % 2 == 1;
      int good = line.count(column);
      int bad = isMost ? good + 1 : good - 1;
      int otherCount = line.count(isInput ? 3 : 1);
      assertEquals(List.of(), counted(line, isInput, good, otherCount, all));
      if (bad >= 0) {
        assertEquals(
            List.of("ERROR codepipeline.artifact-count " + line.rule() + " " + bad),
            counted(line, isInput, bad, otherCount, all));
      }
    }
  }

  private static List<String> counted(
      Line line, boolean isInput, int count, int other, Map<String, String> all) {
    return found(line, isInput ? count : other, isInput ? other : count, all, PipelineType.V2)
        .stream()
        .filter(each -> each.contains("artifact-count"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  @DisplayName("takes the keys that are listed, and misses the required ones")
  @Covers({
    "P-401", "P-402", "P-403", "P-404", "P-405", "P-406", "P-407", "P-408", "P-409", "P-410",
    "P-411", "P-412", "P-413", "P-414", "P-415", "P-416", "P-417", "P-418", "P-419", "P-420",
    "P-421", "P-422", "P-423", "P-424", "P-425", "P-426", "P-427", "P-430", "P-431"
  })
  void keys(Line line) {
    int inputs = Math.max(line.count(0), Math.min(1, line.count(1)));
    int outputs = line.count(2);
    Map<String, String> all = with(line.required(), line.others());
    assertEquals(List.of(), found(line, inputs, outputs, all, PipelineType.V2));
    for (String key : line.required().keySet()) {
      Map<String, String> without = new LinkedHashMap<>(all);
      without.remove(key);
      String rule = key.equals("RoleArn") ? "P-453" : line.rule();
      assertEquals(
          List.of(
              "ERROR codepipeline.required-key "
                  + rule
                  + " "
                  + line.type()
                  + " without \""
                  + key
                  + "\""),
          found(line, inputs, outputs, without, PipelineType.V2));
    }
    assertEquals(
        line.others().containsKey("*")
            ? List.of()
            : List.of(
                "WARNING codepipeline.unknown-key "
                    + line.rule()
                    + " "
                    + line.type()
                    + " has no key \"Unheard\""),
        found(line, inputs, outputs, with(all, Map.of("Unheard", "x")), PipelineType.V2));
    assertEquals(
        line.isSecond()
            ? List.of(
                "ERROR codepipeline.pipeline-type P-111 "
                    + line.type()
                    + " in a pipeline of the type V1")
            : List.of(),
        found(line, inputs, outputs, all, PipelineType.V1));
  }

  @Test
  @DisplayName("leaves unchecked what is not written down")
  @Covers("P-432")
  void unchecked() {
    lines()
        .filter(line -> line.rule().equals("P-432"))
        .forEach(
            line ->
                assertEquals(
                    List.of(), found(line, 7, 7, Map.of("anything", "x"), PipelineType.V1)));
  }

  @Test
  @DisplayName("holds these types and no others")
  @Covers({"P-143", "P-435"})
  void complete() {
    assertEquals(lines().map(Line::type).toList(), new ArrayList<>(ActionCatalogue.types()));
  }

  @Test
  @DisplayName("lists the values that keys take")
  @Covers({
    "P-401", "P-402", "P-404", "P-405", "P-406", "P-407", "P-408", "P-409", "P-411", "P-412",
    "P-422", "P-426", "P-436"
  })
  void values() {
    String booleans = "true,false";
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("SOURCE/S3 PollForSourceChanges", booleans);
    expected.put("SOURCE/S3 AllowOverrideForS3ObjectKey", booleans);
    expected.put("SOURCE/CodeCommit PollForSourceChanges", booleans);
    expected.put("SOURCE/CodeCommit OutputArtifactFormat", "CODE_ZIP,CODEBUILD_CLONE_REF");
    expected.put(
        "SOURCE/CodeStarSourceConnection OutputArtifactFormat", "CODE_ZIP,CODEBUILD_CLONE_REF");
    expected.put("SOURCE/CodeStarSourceConnection DetectChanges", booleans);
    expected.put("SOURCE/GitHub PollForSourceChanges", booleans);
    for (String type : List.of("BUILD/CodeBuild", "TEST/CodeBuild")) {
      expected.put(type + " BatchEnabled", booleans);
      expected.put(type + " CombineArtifacts", booleans);
    }
    expected.put("BUILD/ECRBuildAndPublish RegistryType", "private,public");
    expected.put(
        "COMPUTE/Commands EnvironmentType", "LINUX_CONTAINER,WINDOWS_SERVER_2022_CONTAINER");
    expected.put(
        "COMPUTE/Commands ComputeType",
        "BUILD_GENERAL1_SMALL,BUILD_GENERAL1_MEDIUM,BUILD_GENERAL1_LARGE");
    expected.put("TEST/DeviceFarm AppType", "iOS,Android,Web");
    expected.put("DEPLOY/S3 Extract", booleans);
    expected.put(
        "DEPLOY/CloudFormation ActionMode",
        "CREATE_UPDATE,REPLACE_ON_FAILURE,DELETE_ONLY,CHANGE_SET_REPLACE,CHANGE_SET_EXECUTE");
    expected.put("DEPLOY/EC2 InstanceType", "EC2,SSM_MANAGED_NODE");
    expected.put("INVOKE/StepFunctions InputType", "Literal,FilePath");
    expected.put("INVOKE/InspectorScan InspectorRunMode", "SourceCodeScan,ECRImageScan");
    Map<String, String> listed = new LinkedHashMap<>();
    for (ActionType type : ActionCatalogue.types()) {
      ActionCatalogue.find(type)
          .orElseThrow()
          .values()
          .forEach((key, values) -> listed.put(type + " " + key, String.join(",", values)));
    }
    assertEquals(expected, listed);
    Line s3 = lines().findFirst().orElseThrow();
    Map<String, String> wrong = with(s3.required(), Map.of("PollForSourceChanges", "False"));
    assertEquals(
        List.of("ERROR codepipeline.value P-436 \"PollForSourceChanges\" is \"False\""),
        found(s3, 0, 1, wrong, PipelineType.V2));
    Line commands = lines().filter(each -> each.rule().equals("P-408")).findFirst().orElseThrow();
    assertEquals(
        List.of("ERROR codepipeline.value P-408 \"ComputeType\" is \"HUGE\""),
        found(commands, 1, 0, Map.of("ComputeType", "HUGE"), PipelineType.V2));
    assertEquals(
        List.of(),
        found(
            commands,
            1,
            0,
            Map.of("ComputeType", "#{codepipeline.PipelineExecutionId}"),
            PipelineType.V2));
  }

  @Test
  @DisplayName("knows which variables a type exports, where that is written down")
  @Covers({
    "P-531", "P-532", "P-533", "P-534", "P-535", "P-539", "P-541", "P-542", "P-543", "P-544",
    "P-545"
  })
  void variables() {
    Map<String, Collection<String>> listed = new LinkedHashMap<>();
    for (ActionType type : ActionCatalogue.types()) {
      Optional<Collection<String>> exported =
          ActionCatalogue.find(type).flatMap(entry -> entry.exported().map(java.util.TreeSet::new));
      exported.ifPresent(names -> listed.put(type.toString(), names));
    }
    assertEquals(
        """
        SOURCE/S3=[ETag, VersionId]
        SOURCE/CodeCommit=[AuthorDate, BranchName, CommitId, CommitMessage, CommitterDate, RepositoryName]
        SOURCE/ECR=[ImageDigest, ImageTag, ImageURI, RegistryId, RepositoryName]
        SOURCE/CodeStarSourceConnection=[AuthorDate, BranchName, CommitId, CommitMessage, ConnectionArn, FullRepositoryName]
        SOURCE/GitHub=[AuthorDate, BranchName, CommitId, CommitMessage, CommitUrl, CommitterDate, RepositoryName]
        BUILD/ECRBuildAndPublish=[ECRImageDigestId, ECRRepositoryName]
        DEPLOY/CloudFormationStackSet=[OperationId, StackSetId]
        DEPLOY/CloudFormationStackInstances=[OperationId, StackSetId]
        DEPLOY/EKS=[EKSClusterName]
        DEPLOY/Lambda=[FunctionVersion]
        INVOKE/StepFunctions=[ExecutionArn, StateMachineArn]
        INVOKE/InspectorScan=[HighestScannedSeverity]""",
        String.join("\n", listed.entrySet().stream().map(Object::toString).toList()));
  }

  @Test
  @DisplayName("knows the keys of rules")
  void rules() {
    Map<String, String> listed = new LinkedHashMap<>();
    for (String provider : ActionCatalogue.ruleProviders()) {
      ActionCatalogue.Entry entry = ActionCatalogue.find(RuleType.aws(provider)).orElseThrow();
      listed.put(
          entry.reference() + " " + provider,
          entry.required() + " " + entry.keys() + " " + entry.values());
    }
    assertEquals(
        """
        P-1221 CloudWatchAlarm=[AlarmName] [AlarmName, AlarmStates, WaitTime] {}
        P-1222 CodeBuild=[ProjectName] [ProjectName, PrimarySource, BatchEnabled, CombineArtifacts, EnvironmentVariables] {BatchEnabled=[true, false], CombineArtifacts=[true, false]}
        P-1223 Commands=[] [] {}
        P-1224 DeploymentWindow=[Cron] [Cron, TimeZone] {}
        P-1225 LambdaInvoke=[FunctionName] [FunctionName, UserParameters] {}
        P-1226 VariableCheck=[Variable, Value, Operator] [Variable, Value, Operator] {Operator=[EQ, NE, CONTAINS, MATCHES]}""",
        String.join("\n", listed.entrySet().stream().map(Object::toString).toList()));
  }
}
