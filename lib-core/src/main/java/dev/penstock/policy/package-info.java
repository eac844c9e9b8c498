/**
 * Who may do what: policy documents in the form that IAM made common, evaluated inside the host.
 *
 * <p>A {@link dev.penstock.policy.Policy} is read from JSON, with located diagnostics for every
 * fault. A {@link dev.penstock.policy.PolicySet} holds those that apply to somebody: what their own
 * identity grants, what the resource grants, and what limits both. Asked with an {@link
 * dev.penstock.policy.AccessRequest}, it gives a {@link dev.penstock.policy.Verdict} that names the
 * statement that decided or, for each statement, what did not match. Nothing is allowed unless a
 * statement allows it, and one that denies beats all that allow.
 *
 * <p>Everything here is a pure function of its arguments: nobody is authenticated, nothing is
 * looked up, and the time is that of the request. All types are immutable and safe for several
 * threads.
 */
@NullMarked
package dev.penstock.policy;

import org.jspecify.annotations.NullMarked;
