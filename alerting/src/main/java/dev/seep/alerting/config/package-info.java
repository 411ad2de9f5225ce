/// What the user says about alerts, as records: parsed elsewhere, checked here.
@NullMarked
package dev.seep.alerting.config;

import org.jspecify.annotations.NullMarked;
