package dev.penstock.deploy;

/**
 * Why a deployment did not succeed, in the closed list of the cloud service (D-396). {@link
 * Deployment#code()} may say it more exactly.
 */
public enum DeploymentErrorCode {
  /** The agent on an instance has a problem. */
  AGENT_ISSUE,
  /** An alarm fires, or cannot be read. */
  ALARM_ACTIVE,
  /** The application is gone. */
  APPLICATION_MISSING,
  /** Auto Scaling refused what was asked of it. */
  AUTOSCALING_VALIDATION_ERROR,
  /** An Auto Scaling group is set up wrongly. */
  AUTO_SCALING_CONFIGURATION,
  /** Auto Scaling may not be asked. */
  AUTO_SCALING_IAM_ROLE_PERMISSIONS,
  /** What was to be deployed to is gone. */
  CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND,
  /** The application is not healthy. */
  CUSTOMER_APPLICATION_UNHEALTHY,
  /** The group is gone. */
  DEPLOYMENT_GROUP_MISSING,
  /** A service of containers could not be changed. */
  ECS_UPDATE_ERROR,
  /** The load balancer is set up wrongly. */
  ELASTIC_LOAD_BALANCING_INVALID,
  /** The load balancer does not know an instance. */
  ELB_INVALID_INSTANCE,
  /** Too few instances stayed healthy. */
  HEALTH_CONSTRAINTS,
  /** So few instances are healthy that none may be taken out. */
  HEALTH_CONSTRAINTS_INVALID,
  /** A hook failed. */
  HOOK_EXECUTION_FAILURE,
  /** The service's role is gone. */
  IAM_ROLE_MISSING,
  /** The service's role may not do what is needed. */
  IAM_ROLE_PERMISSIONS,
  /** Something that the list has no name for. */
  INTERNAL_ERROR,
  /** The service of containers cannot be deployed to. */
  INVALID_ECS_SERVICE,
  /** The functions are set up wrongly. */
  INVALID_LAMBDA_CONFIGURATION,
  /** A function cannot be deployed to. */
  INVALID_LAMBDA_FUNCTION,
  /** The revision cannot be read. */
  INVALID_REVISION,
  /** Somebody stopped it. */
  MANUAL_STOP,
  /** It is not said how a replacement is made. */
  MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION,
  /** It is not said which load balancer there is. */
  MISSING_ELB_INFORMATION,
  /** Sources may not be fetched. */
  MISSING_GITHUB_TOKEN,
  /** There is no right to instances. */
  NO_EC2_SUBSCRIPTION,
  /** There is no instance to deploy to. */
  NO_INSTANCES,
  /** There are too many instances. */
  OVER_MAX_INSTANCES,
  /** A quota is used up. */
  RESOURCE_LIMIT_EXCEEDED,
  /** The revision is gone. */
  REVISION_MISSING,
  /** Too much was asked at once. */
  THROTTLED,
  /** It took too long. */
  TIMEOUT,
  /** A stack could not be changed. */
  CLOUDFORMATION_STACK_FAILURE;

  /**
   * The entry of the list that says best what a deployment's code says.
   *
   * @param code such as {@code ALARM_UNREADABLE}
   * @return the entry of the same name; else the nearest one, at last {@link #INTERNAL_ERROR}
   */
  public static DeploymentErrorCode nearest(String code) {
    for (DeploymentErrorCode each : values()) {
      if (each.name().equals(code)) {
        return each;
      }
    }
    return switch (code) {
      case "ALARM_UNREADABLE" -> ALARM_ACTIVE;
      case "SUPERSEDED" -> MANUAL_STOP;
      default -> INTERNAL_ERROR;
    };
  }
}
