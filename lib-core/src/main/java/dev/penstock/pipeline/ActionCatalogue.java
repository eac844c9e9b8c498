package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The action types and rule types of the cloud service, as data: what they read and write, how they
 * are configured, and which variables they export.
 */
final class ActionCatalogue {
  /** In a column of keys or variables: whatever the provider takes or makes. */
  private static final String ANY = "*";

  /**
   * Rule | category | owner | provider | inputs | outputs | generation | required keys | other keys
   * | variables. A key may be followed by the values that it takes.
   */
  private static final String ACTIONS =
      """
      P-401|Source|AWS|S3|0|1|V1|S3Bucket S3ObjectKey|PollForSourceChanges=true,false AllowOverrideForS3ObjectKey=true,false|ETag VersionId
      P-402|Source|AWS|CodeCommit|0|1|V1|RepositoryName BranchName|PollForSourceChanges=true,false OutputArtifactFormat=CODE_ZIP,CODEBUILD_CLONE_REF|AuthorDate BranchName CommitId CommitMessage CommitterDate RepositoryName
      P-403|Source|AWS|ECR|0|1|V1|RepositoryName|ImageTag|ImageDigest ImageTag ImageURI RegistryId RepositoryName
      P-404|Source|AWS|CodeStarSourceConnection|0|1|V1|ConnectionArn FullRepositoryId BranchName|OutputArtifactFormat=CODE_ZIP,CODEBUILD_CLONE_REF DetectChanges=true,false|AuthorDate BranchName CommitId CommitMessage ConnectionArn FullRepositoryName
      P-405|Source|ThirdParty|GitHub|0|1|V1|Owner Repo Branch OAuthToken|PollForSourceChanges=true,false|AuthorDate BranchName CommitId CommitMessage CommitterDate CommitUrl RepositoryName
      P-406|Build|AWS|CodeBuild|1-5|0-5|V1|ProjectName|PrimarySource BatchEnabled=true,false CombineArtifacts=true,false EnvironmentVariables|*
      P-406|Test|AWS|CodeBuild|1-5|0-5|V1|ProjectName|PrimarySource BatchEnabled=true,false CombineArtifacts=true,false EnvironmentVariables|*
      P-407|Build|AWS|ECRBuildAndPublish|1|0|V2|ECRRepositoryName|DockerFilePath ImageTags RegistryType=private,public|ECRImageDigestId ECRRepositoryName
      P-408|Compute|AWS|Commands|1-10|0-1|V2||EnvironmentType=LINUX_CONTAINER,WINDOWS_SERVER_2022_CONTAINER ComputeType=BUILD_GENERAL1_SMALL,BUILD_GENERAL1_MEDIUM,BUILD_GENERAL1_LARGE VpcId Subnets SecurityGroupIds|*
      P-409|Test|AWS|DeviceFarm|1|0|V1|AppType=iOS,Android,Web ProjectId App AppiumVersion DevicePoolArn TestType|*|*
      P-410|Approval|AWS|Manual|0|0|V1||CustomData ExternalEntityLink NotificationArn|*
      P-411|Deploy|AWS|S3|1|0|V1|BucketName Extract=true,false|ObjectKey KMSEncryptionKeyARN CannedACL CacheControl|*
      P-412|Deploy|AWS|CloudFormation|0-10|0-1|V1|ActionMode=CREATE_UPDATE,REPLACE_ON_FAILURE,DELETE_ONLY,CHANGE_SET_REPLACE,CHANGE_SET_EXECUTE StackName|TemplatePath TemplateConfiguration ChangeSetName RoleArn Capabilities ParameterOverrides OutputFileName|*
      P-413|Deploy|AWS|CloudFormationStackSet|1-3|0|V1|StackSetName TemplatePath|Description Parameters Capabilities PermissionModel AdministrationRoleArn ExecutionRoleName OrganizationsAutoDeployment DeploymentTargets Regions FailureTolerancePercentage MaxConcurrentPercentage|OperationId StackSetId
      P-414|Deploy|AWS|CloudFormationStackInstances|0-2|0|V1|StackSetName Regions|DeploymentTargets ParameterOverrides FailureTolerancePercentage MaxConcurrentPercentage|OperationId StackSetId
      P-415|Deploy|AWS|CodeDeploy|1|0|V1|ApplicationName DeploymentGroupName||*
      P-416|Deploy|AWS|CodeDeployToECS|1-5|0|V1|ApplicationName DeploymentGroupName TaskDefinitionTemplateArtifact AppSpecTemplateArtifact|AppSpecTemplatePath TaskDefinitionTemplatePath Image1ArtifactName Image1ContainerName Image2ArtifactName Image2ContainerName Image3ArtifactName Image3ContainerName Image4ArtifactName Image4ContainerName|*
      P-417|Deploy|AWS|ECS|1|0|V1|ClusterName ServiceName|FileName DeploymentTimeout|*
      P-418|Deploy|AWS|ElasticBeanstalk|1|0|V1|ApplicationName EnvironmentName||*
      P-419|Deploy|AWS|AppConfig|1|0|V1|Application Environment ConfigurationProfile InputArtifactConfigurationPath|DeploymentStrategy|*
      P-420|Deploy|AWS|OpsWorks|1|0|V1|Stack App|Layer|*
      P-421|Deploy|AWS|ServiceCatalog|1|0|V1|ProductId|TemplateFilePath ProductVersionName ProductType ConfigurationFilePath ProductVersionDescription|*
      P-422|Deploy|AWS|EC2|1|0|V2|InstanceTagKey InstanceType=EC2,SSM_MANAGED_NODE|TargetDirectory PostScript DeploySpec InstanceTagValue MaxBatch MaxError TargetGroupNameList PreScript|*
      P-423|Deploy|AWS|EKS|1|0|V2|ClusterName|HelmReleaseName HelmChartLocation ManifestFiles HelmValuesFiles Namespace Subnets SecurityGroupIds|EKSClusterName
      P-424|Deploy|AWS|Lambda|0-1|0|V2|FunctionName|PublishedTargetVersion FunctionAlias DeployStrategy Alarms|FunctionVersion
      P-425|Invoke|AWS|Lambda|0-5|0-5|V1|FunctionName|UserParameters|*
      P-426|Invoke|AWS|StepFunctions|0-1|0-1|V1|StateMachineArn|ExecutionNamePrefix InputType=Literal,FilePath Input|StateMachineArn ExecutionArn
      P-427|Invoke|AWS|CodePipeline|0|0|V2|PipelineName|SourceRevisions Variables|*
      P-428|Invoke|AWS|InspectorScan|0-1|0-1|V1|InspectorRunMode=SourceCodeScan,ECRImageScan|ECRRepositoryName ImageTag CriticalThreshold HighThreshold MediumThreshold LowThreshold|HighestScannedSeverity
      P-429|Invoke|ThirdParty|Snyk|1|1|V1||*|*
      P-430|Deploy|ThirdParty|AlexaSkillsKit|1-2|0|V1|ClientId ClientSecret RefreshToken SkillId||*
      P-431|Build|Custom|Jenkins|0-5|0-5|V1|ProjectName||*
      P-431|Test|Custom|Jenkins|0-5|0-5|V1|ProjectName||*
      P-432|Test|ThirdParty|GhostInspector|*|*|V1||*|*
      P-432|Test|ThirdParty|Runscope|*|*|V1||*|*
      P-432|Test|ThirdParty|Nouvola|*|*|V1||*|*
      """;

  /** Rule | provider | required keys | other keys. */
  private static final String RULES =
      """
      P-1221|CloudWatchAlarm|AlarmName|AlarmStates WaitTime
      P-1222|CodeBuild|ProjectName|PrimarySource BatchEnabled=true,false CombineArtifacts=true,false EnvironmentVariables
      P-1223|Commands||
      P-1224|DeploymentWindow|Cron|TimeZone
      P-1225|LambdaInvoke|FunctionName|UserParameters
      P-1226|VariableCheck|Variable Value Operator=EQ,NE,CONTAINS,MATCHES|
      """;

  private static final Map<ActionType, Entry> BY_TYPE = new LinkedHashMap<>();
  private static final Map<RuleType, Entry> BY_RULE_TYPE = new LinkedHashMap<>();

  static {
    for (String line : ACTIONS.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      ActionType type =
          new ActionType(
              ActionCategory.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2], cells[3], "1");
      BY_TYPE.put(
          type,
          new Entry(
              cells[0],
              Range.of(cells[4]),
              Range.of(cells[5]),
              cells[6].equals("V2"),
              words(cells[7]),
              words(cells[8]),
              words(cells[9])));
    }
    for (String line : RULES.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      BY_RULE_TYPE.put(
          RuleType.aws(cells[1]),
          new Entry(
              cells[0],
              Range.ANY_COUNT,
              Range.ANY_COUNT,
              true,
              words(cells[2]),
              words(cells[3]),
              List.of(ANY)));
    }
  }

  private ActionCatalogue() {}

  private static List<String> words(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
  }

  static Optional<Entry> find(ActionType type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  static Optional<Entry> find(RuleType type) {
    return Optional.ofNullable(BY_RULE_TYPE.get(type));
  }

  static List<String> ruleProviders() {
    return BY_RULE_TYPE.keySet().stream().map(RuleType::provider).toList();
  }

  static Collection<ActionType> types() {
    return BY_TYPE.keySet();
  }

  /** What was probably meant by an unknown type, or an empty text. */
  static String hint(ActionType type) {
    for (ActionType known : BY_TYPE.keySet()) {
      if (known.provider().equals(type.provider())) {
        return "did you mean "
            + known
            + " of "
            + known.owner()
            + " in version "
            + known.version()
            + "?";
      }
    }
    return Spelling.hint(
        type.provider(), BY_TYPE.keySet().stream().map(ActionType::provider).distinct().toList());
  }

  /** How many artifacts an action may have. */
  record Range(int least, int most) {
    static final Range ANY_COUNT = new Range(0, Integer.MAX_VALUE);

    static Range of(String cell) {
      if (cell.equals(ANY)) {
        return ANY_COUNT;
      }
      int[] ends = Arrays.stream(cell.split("-")).mapToInt(Integer::parseInt).toArray();
      return new Range(ends[0], ends[ends.length - 1]);
    }
  }

  /** What the catalogue says of one type; keys may carry the values that they take. */
  record Entry(
      String reference,
      Range inputs,
      Range outputs,
      boolean isSecondGeneration,
      List<String> requiredWords,
      List<String> otherWords,
      List<String> variables) {

    List<String> required() {
      return requiredWords.stream().map(Entry::key).toList();
    }

    boolean takesAnyKey() {
      return otherWords.contains(ANY);
    }

    /** All keys, the required ones first. */
    List<String> keys() {
      List<String> keys = new ArrayList<>(required());
      otherWords.forEach(word -> keys.add(key(word)));
      return keys;
    }

    /** The values that keys take; a key that takes any is not in it. */
    Map<String, List<String>> values() {
      Map<String, List<String>> values = new LinkedHashMap<>();
      for (List<String> words : List.of(requiredWords, otherWords)) {
        for (String word : words) {
          int equals = word.indexOf('=');
          if (equals > 0) {
            values.put(key(word), List.of(word.substring(equals + 1).split(",")));
          }
        }
      }
      return values;
    }

    /** The variables that the type exports, or empty if the table does not say. */
    Optional<Set<String>> exported() {
      return variables.contains(ANY) ? Optional.empty() : Optional.of(Set.copyOf(variables));
    }

    private static String key(String word) {
      int equals = word.indexOf('=');
      return equals < 0 ? word : word.substring(0, equals);
    }
  }
}
