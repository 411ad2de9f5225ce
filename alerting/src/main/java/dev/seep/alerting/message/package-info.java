/// What is said about an incident, composed once, and how each kind of reader is shown it.
@NullMarked
package dev.seep.alerting.message;

import org.jspecify.annotations.NullMarked;
