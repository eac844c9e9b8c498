/**
 * The main job on one machine: a real application is built, published, approved, deployed to real
 * processes, watched under real traffic, and rolled back when it is bad.
 *
 * <p>{@code app} beside these sources is the application, {@code changes} are the two commits that
 * follow it. Everything here is what a host brings: a repository, a load balancer, an alarm,
 * processes, a terminal and a report page.
 */
@NullMarked
package dev.penstock.samples.quickstart;

import org.jspecify.annotations.NullMarked;
