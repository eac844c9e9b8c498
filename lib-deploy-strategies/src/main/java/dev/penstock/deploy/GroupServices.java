package dev.penstock.deploy;

import dev.penstock.deploy.fleet.InstanceSource;
import org.jspecify.annotations.Nullable;

/** What a host has for groups. What is null is not needed by the groups that are open. */
record GroupServices(
    boolean hasAlarms, @Nullable InstanceSource instances, @Nullable AutoScalingHook hook) {}
