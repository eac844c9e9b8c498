package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Findings;

/** What all readers of one definition share. Confined to one thread. */
record Reading(Form form, Findings findings, Places places, Origins origins) {}
