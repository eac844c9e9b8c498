package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Optional;

/**
 * Argo Rollouts' blue/green as a plan (RP-109). Its canaries are the steps of any plan; as there,
 * the progress deadline only tells.
 */
public final class ArgoPlans {

  private ArgoPlans() {}

  /**
   * Blue/green: the new side is started and shown on the preview endpoint, judged, waits for a
   * person or a time, grows to its full size, gets all users, is judged again, and the old side
   * goes after a delay.
   *
   * @param previewReplicas how many the new side has before its promotion; 0 for all
   * @param before judged before users move; ends by itself, or at the time of the promotion
   * @param autoPromotion after which time it is promoted without a person; the analysis before is
   *     over then. Empty if a person has to promote
   * @param after judged once users have moved
   * @param afterTime how long
   * @return the plan
   */
  public static RolloutPlan blueGreen(
      int previewReplicas,
      Analysis before,
      Optional<Duration> autoPromotion,
      Analysis after,
      Duration afterTime) {
    ScaleTarget preview =
        previewReplicas == 0 ? ScaleTarget.percent(100) : ScaleTarget.replicas(previewReplicas);
    RolloutPlanBuilder plan =
        canary("Argo blue/green")
            .scaling(Scaling.STANDARD.startingWith(preview))
            .preview()
            .step(new RolloutStep.Analyse(before, autoPromotion));
    if (autoPromotion.isEmpty()) {
      plan.pause();
    }
    return plan.scaleTo(ScaleTarget.percent(100))
        .shiftTo(Weight.ALL)
        .analyseAfterPromotion(after, afterTime)
        .build();
  }

  /**
   * Starts a canary with Argo's defaults: the deadline of ten minutes only tells, both delays are
   * 30 seconds (RP-110, RP-111).
   *
   * @param name of the plan
   * @return a builder, to be given steps
   */
  public static RolloutPlanBuilder canary(String name) {
    return RolloutPlan.builder(name)
        .deadline(
            new ProgressDeadline(ProgressDeadline.STANDARD.time(), ProgressDeadline.Then.REPORT))
        .onNewerRevision(OnNewerRevision.RESTART);
  }
}
