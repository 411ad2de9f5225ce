/// Whom to tell of an incident, once, and that the telling works.
@NullMarked
package dev.seep.alerting;

import org.jspecify.annotations.NullMarked;
