/**
 * Rollouts: a {@link dev.penstock.deploy.strategy.RolloutPlan} carried out, step by step, there and
 * back.
 *
 * <p>Start at {@link dev.penstock.deploy.rollout.RolloutEngine}. One service has one rollout at a
 * time; a newer revision is refused, waits, or takes its place, as the plan of the running one
 * says. All that a rollout will do is written down as a script when it begins, checked, and then
 * carried out; the way back is a script too, made from where the rollout is. People promote, skip,
 * pause, resume, roll back and abort, and the history keeps who and why. An abort beats a
 * promotion.
 *
 * <p>One decider holds the rules; it is pure. Routing, scaling, hosts, hooks, metrics and alarms
 * belong to the host of the library, behind interfaces of one method, each needed only by plans
 * that use it.
 *
 * <p>All types are immutable and safe for several threads unless their own page says otherwise.
 * Rule ids such as RP-109 name the reference table of rollouts in the project's documentation.
 */
@NullMarked
package dev.penstock.deploy.rollout;

import org.jspecify.annotations.NullMarked;
